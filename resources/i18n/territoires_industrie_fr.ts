<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>TerritoiresIndustrie</name>
    <message>
        <source>One territory at a time, please.</source>
        <translation>Un seul territoire à la fois, s’il vous plaît.</translation>
    </message>
    <message>
        <source>Stopped: what was finished is kept.</source>
        <translation>Arrêt demandé : ce qui était terminé est conservé.</translation>
    </message>
    <message>
        <source>Edition (GeoPackage; empty = the embedded edition)</source>
        <translation>Édition (GeoPackage ; vide : l’édition embarquée)</translation>
    </message>
    <message>
        <source>Preparing the embedded edition…</source>
        <translation>Préparation de l’édition embarquée…</translation>
    </message>
    <message>
        <source>Load a map</source>
        <translation>Charger une carte</translation>
    </message>
    <message>
        <source>Territory (identifier or name)</source>
        <translation>Territoire (identifiant ou nom)</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>Print a map set</source>
        <translation>Imprimer un jeu de cartes</translation>
    </message>
    <message>
        <source>Territories (identifiers or names, separated by commas; all)</source>
        <translation>Territoires (identifiants ou noms, séparés par des virgules ; all : les 18 de l’atlas)</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Cartes</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formats</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>Résolution (points par pouce)</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Diffusion</translation>
    </message>
    <message>
        <source>Leave absent classes out of the legend</source>
        <translation>Retirer de la légende les classes absentes de la carte</translation>
    </message>
    <message>
        <source>Also write the publication (GeoPackage with project)</source>
        <translation>Écrire aussi la publication (GeoPackage avec son projet)</translation>
    </message>
    <message>
        <source>Folder of the map sets</source>
        <translation>Dossier des jeux de cartes</translation>
    </message>
    <message>
        <source>QGIS project with the pages</source>
        <translation>Projet QGIS contenant les pages</translation>
    </message>
    <message>
        <source>QGIS projects (*.qgz)</source>
        <translation>Projets QGIS (*.qgz)</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>Fichiers produits</translation>
    </message>
    <message>
        <source>The project shows all rows, for your own use: share the publication.</source>
        <translation>Le projet montre toutes les lignes, pour votre propre usage : diffusez plutôt la publication.</translation>
    </message>
    <message>
        <source>Perimeter of territories</source>
        <translation>Périmètres de territoires</translation>
    </message>
    <message>
        <source>Territories (identifiers or names)</source>
        <translation>Territoires (identifiants ou noms)</translation>
    </message>
    <message>
        <source>Perimeters</source>
        <translation>Périmètres</translation>
    </message>
    <message>
        <source>pandas is missing: run `python -m pip install pandas` in the OSGeo4W Shell, then restart QGIS.</source>
        <translation>pandas manque : lancez `python -m pip install pandas` dans l’OSGeo4W Shell, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>pandas is missing: run `python3 -m pip install pandas` with the python3 inside QGIS.app, then restart QGIS.</source>
        <translation>pandas manque : lancez `python3 -m pip install pandas` avec le python3 de QGIS.app, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>pandas is missing: run `sudo apt install python3-pandas`, then restart QGIS.</source>
        <translation>pandas manque : lancez `sudo apt install python3-pandas`, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>pandas is missing: run `sudo dnf install python3-pandas`, then restart QGIS.</source>
        <translation>pandas manque : lancez `sudo dnf install python3-pandas`, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>pandas is missing: install it for the Python that QGIS runs on, then restart QGIS.</source>
        <translation>pandas manque : installez-le pour le Python de QGIS, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error}): take another copy of it.</source>
        <translation>{path} est illisible ({error}) : reprenez-en une autre copie.</translation>
    </message>
    <message>
        <source>Print a map set…</source>
        <translation>Imprimer un jeu de cartes…</translation>
    </message>
    <message>
        <source>Switch on the Processing plugin first (Plugins menu).</source>
        <translation>Activez d’abord l’extension Processing (menu Extensions).</translation>
    </message>
    <message>
        <source>{path} was not written, for lack of memory: ask for fewer dots per inch.</source>
        <translation>{path} n’a pas été écrit, faute de mémoire : demandez une résolution plus basse.</translation>
    </message>
    <message>
        <source>{path} was not written ({reason}): is it open elsewhere, is the disk full?</source>
        <translation>{path} n’a pas été écrit ({reason}) : est-il ouvert ailleurs, le disque est-il plein ?</translation>
    </message>
    <message>
        <source>The project has a page named “{name}” already.</source>
        <translation>Le projet a déjà une page nommée « {name} ».</translation>
    </message>
    <message>
        <source>Layer {table} of {path} cannot be read: the edition may be damaged or made by another version; make it again.</source>
        <translation>La couche {table} de {path} est illisible : l’édition est peut-être abîmée, ou d’une autre version ; refaites-la.</translation>
    </message>
    <message>
        <source>This edition has no outline for {territory} ({id}): maps are drawn for the 18 territories of Hauts-de-France.</source>
        <translation>Cette édition n’a pas de contour pour {territory} ({id}) : les cartes existent pour les 18 territoires des Hauts-de-France.</translation>
    </message>
    <message>
        <source>Style {style} does not fit layer {layer}: {reason}</source>
        <translation>Le style {style} ne convient pas à la couche {layer} : {reason}</translation>
    </message>
    <message>
        <source>The folder {path} cannot be made ({reason}): choose another.</source>
        <translation>Le dossier {path} ne peut pas être créé ({reason}) : choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Nothing can be written in {folder} ({error}): choose another folder.</source>
        <translation>Rien ne peut être écrit dans {folder} ({error}) : choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>{path} was not written ({error}): check the free space and the rights there, and close the programs that have it open.</source>
        <translation>{path} n’a pas été écrit ({error}) : vérifiez la place libre et les droits, et fermez les programmes qui l’ont ouvert.</translation>
    </message>
    <message>
        <source>{path} is open in another program: close it there, then try again.</source>
        <translation>{path} est ouvert dans un autre programme : fermez-le, puis recommencez.</translation>
    </message>
    <message>
        <source>Unknown territory “{text}”: did you mean {proposals}?</source>
        <translation>Territoire inconnu « {text} » : vouliez-vous dire {proposals} ?</translation>
    </message>
    <message>
        <source>Unknown territory “{text}”: none of the 183 of phase II resembles it.</source>
        <translation>Territoire inconnu « {text} » : aucun des 183 de la phase II ne lui ressemble.</translation>
    </message>
    <message>
        <source>{territory} cannot be drawn: the outlines shipped with the plugin cover the EPCI of Hauts-de-France and lack {sirens}. Choose one of the 18 territories of the atlas.</source>
        <translation>{territory} ne peut pas être dessiné : les contours livrés avec l’extension sont ceux des EPCI des Hauts-de-France ; il manque {sirens}. Choisissez l’un des 18 territoires de l’atlas.</translation>
    </message>
    <message>
        <source>This is not the phase II list (2023-2027) of territoires d'industrie, which has {expected} distinct ids, {witness} among them: {count} were found. A list of 149 ids is phase I's (2018-2022), whose ids name other EPCI: take ANCT's list of 2023-2027.</source>
        <translation>Ce n’est pas la liste de la phase II (2023-2027) des territoires d’industrie, qui a {expected} identifiants distincts, dont {witness} : {count} ont été trouvés. Une liste de 149 identifiants est celle de la phase I (2018-2022), où ils désignent d’autres EPCI : prenez la liste 2023-2027 de l’ANCT.</translation>
    </message>
    <message>
        <source>{file} has no column id_ti: it is not a list of territoires d'industrie.</source>
        <translation>{file} n’a pas de colonne id_ti : ce n’est pas une liste de territoires d’industrie.</translation>
    </message>
    <message>
        <source>No territory is named: give an id such as ti-3201, a name, or 'all'.</source>
        <translation>Aucun territoire n’est nommé : donnez un identifiant comme ti-3201, un nom, ou « all ».</translation>
    </message>
    <message>
        <source>The plugin is incomplete, install it again: {file} cannot be read.</source>
        <translation>L’extension est incomplète, réinstallez-la : {file} est illisible.</translation>
    </message>
</context>
</TS>
