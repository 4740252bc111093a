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
        <source>"{audience}" is no audience: choose among {audiences}.</source>
        <translation>« {audience} » n’est pas une diffusion : choisissez parmi {audiences}.</translation>
    </message>
    <message>
        <source>There is no edition at {path}: choose an edition-….gpkg file.</source>
        <translation>Il n’y a pas d’édition à l’emplacement {path} : choisissez un fichier edition-….gpkg.</translation>
    </message>
    <message>
        <source>The edition {path} has no table "{table}".</source>
        <translation>L’édition {path} n’a pas de table « {table} ».</translation>
    </message>
    <message>
        <source>{path} does not name an edition: choose the current edition again.</source>
        <translation>{path} ne désigne pas d’édition : choisissez à nouveau l’édition courante.</translation>
    </message>
    <message>
        <source>{path} is not in {folder}: copy it there to make it current.</source>
        <translation>{path} n’est pas dans {folder} : copiez-y ce fichier pour en faire l’édition courante.</translation>
    </message>
    <message>
        <source>No edition can be written in {folder} ({error}): check the free space and the rights there, or choose another folder.</source>
        <translation>Aucune édition ne peut être écrite dans {folder} ({error}) : vérifiez la place libre et les droits, ou choisissez un autre dossier.</translation>
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
        <source>{path} is damaged or is not a GeoPackage ({error}): take another copy of it, or another edition.</source>
        <translation>{path} est abîmé ou n’est pas un GeoPackage ({error}) : reprenez-en une autre copie, ou une autre édition.</translation>
    </message>
    <message>
        <source>{path} is still open in another program: close it there, then try again.</source>
        <translation>{path} est encore ouvert dans un autre programme : fermez-le, puis recommencez.</translation>
    </message>
    <message>
        <source>Table "{table}" names the source "{source}", which has no provenance entry for the layer "{layer}".</source>
        <translation>La table « {table} » nomme la source « {source} », dont la provenance n’est pas donnée pour la couche « {layer} ».</translation>
    </message>
    <message>
        <source>Availability names the layer "{layer}", which the catalogue does not know.</source>
        <translation>La disponibilité nomme la couche « {layer} », que le catalogue ne connaît pas.</translation>
    </message>
    <message>
        <source>Availability of "{layer}": "{state}" is none of {states}.</source>
        <translation>Disponibilité de « {layer} » : « {state} » n’est pas l’un de {states}.</translation>
    </message>
    <message>
        <source>Provenance names the layer "{layer}", which the catalogue does not know.</source>
        <translation>La provenance nomme la couche « {layer} », que le catalogue ne connaît pas.</translation>
    </message>
    <message>
        <source>Table "{table}", column "{column}": its values are too large to be added up.</source>
        <translation>Table « {table} », colonne « {column} » : les valeurs sont trop grandes pour être additionnées.</translation>
    </message>
    <message>
        <source>the table "{table}" lacks rows after it was written</source>
        <translation>il manque des lignes à la table « {table} » une fois écrite</translation>
    </message>
    <message>
        <source>The note "{key}" has a name that every edition uses for itself: give it another.</source>
        <translation>La note « {key} » porte un nom que chaque édition se réserve : donnez-lui-en un autre.</translation>
    </message>
    <message>
        <source>{path} is not an edition of this plugin: choose an edition-….gpkg file.</source>
        <translation>{path} n’est pas une édition de cette extension : choisissez un fichier edition-….gpkg.</translation>
    </message>
    <message>
        <source>{path} has the edition format "{found}", where this version of the plugin reads "{expected}": update the plugin, or choose another edition.</source>
        <translation>{path} est au format d’édition « {found} », alors que cette version de l’extension lit le format « {expected} » : mettez l’extension à jour, ou choisissez une autre édition.</translation>
    </message>
    <message>
        <source>{path} does not say when it was made: take another copy of it.</source>
        <translation>{path} ne dit pas quand il a été fait : reprenez-en une autre copie.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error}): take another copy of it.</source>
        <translation>{path} est illisible ({error}) : reprenez-en une autre copie.</translation>
    </message>
    <message>
        <source>{file} cannot be read ({error}): install the plugin again.</source>
        <translation>{file} est illisible ({error}) : réinstallez l’extension.</translation>
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
        <source>Style 'styles/{table}.qml' is damaged at line {line}: {reason}.</source>
        <translation>Le style « styles/{table}.qml » est abîmé à la ligne {line} : {reason}.</translation>
    </message>
    <message>
        <source>Style of layer '{layer}' has no classes.</source>
        <translation>Le style de la couche « {layer} » n’a pas de classes.</translation>
    </message>
    <message>
        <source>Table '{table}' has no style: 'styles/{table}.qml' is missing.</source>
        <translation>La table « {table} » n’a pas de style : « styles/{table}.qml » manque.</translation>
    </message>
    <message>
        <source>Icon '{icon}' is missing from the plugin: install it again.</source>
        <translation>L’icône « {icon} » manque à l’extension : réinstallez-la.</translation>
    </message>
    <message>
        <source>Style of layer '{layer}' has no class '{key}'.</source>
        <translation>Le style de la couche « {layer} » n’a pas de classe « {key} ».</translation>
    </message>
    <message>
        <source>The folder {path} cannot be made ({reason}): choose another.</source>
        <translation>Le dossier {path} ne peut pas être créé ({reason}) : choisissez-en un autre.</translation>
    </message>
    <message>
        <source>{file} has no bookmarks: this GDAL cannot read PDF pages.</source>
        <translation>{file} n’a pas de signets : ce GDAL ne sait pas lire les pages d’un PDF.</translation>
    </message>
    <message>
        <source>{path} is an edition without a project: there is nothing to mend.</source>
        <translation>{path} est une édition sans projet : il n’y a rien à réparer.</translation>
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
        <source>The layer "{layer}" is not of the edition {edition}: take it out of the project, or add its data to the edition.</source>
        <translation>La couche « {layer} » n’est pas de l’édition {edition} : retirez-la du projet, ou ajoutez ses données à l’édition.</translation>
    </message>
    <message>
        <source>The project cannot be written: {reason}</source>
        <translation>Le projet ne peut pas être écrit : {reason}</translation>
    </message>
    <message>
        <source>The project still bears "{secret}", which is not for this audience: make its layers and pages from the edition for this audience.</source>
        <translation>Le projet porte encore « {secret} », qui n’est pas pour cette diffusion : faites ses couches et ses pages depuis l’édition de cette diffusion.</translation>
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
