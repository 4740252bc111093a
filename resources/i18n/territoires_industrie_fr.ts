<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>TerritoiresIndustrie</name>
    <message>
        <source>Apply corrections to an edition</source>
        <translation>Appliquer les corrections à une édition</translation>
    </message>
    <message>
        <source>Stopped: no edition was written, the last one stays.</source>
        <translation>Arrêt demandé : aucune édition n’a été écrite, la dernière reste en place.</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>Édition</translation>
    </message>
    <message>
        <source>Corrections applied</source>
        <translation>Corrections appliquées</translation>
    </message>
    <message>
        <source>Corrections to decide on</source>
        <translation>Corrections à trancher</translation>
    </message>
    <message>
        <source>Print the atlas</source>
        <translation>Imprimer l’atlas</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Cartes</translation>
    </message>
    <message>
        <source>Also one document a territory</source>
        <translation>Aussi un document par territoire</translation>
    </message>
    <message>
        <source>Atlas (PDF)</source>
        <translation>Atlas (PDF)</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>Fichiers PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>Fichiers produits</translation>
    </message>
    <message>
        <source>Edition to read (empty = ask the sources)</source>
        <translation>Édition à lire (vide : les sources sont interrogées)</translation>
    </message>
    <message>
        <source>Offline: from the cache alone</source>
        <translation>Hors ligne : le cache seul</translation>
    </message>
    <message>
        <source>{layer} (points)</source>
        <translation>{layer} (points)</translation>
    </message>
    <message>
        <source>{length} km of lines in service lie within {territory}.</source>
        <translation>{length} km de lignes en service se trouvent dans {territory}.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>Sources and editions</source>
        <translation>Sources et éditions</translation>
    </message>
    <message>
        <source>Your own data</source>
        <translation>Vos données</translation>
    </message>
    <message>
        <source>Tables and sharing</source>
        <translation>Tableaux et partage</translation>
    </message>
    <message>
        <source>One territory at a time, please.</source>
        <translation>Un seul territoire à la fois, s’il vous plaît.</translation>
    </message>
    <message>
        <source>Stopped: what was finished is kept.</source>
        <translation>Arrêt demandé : ce qui était terminé est conservé.</translation>
    </message>
    <message>
        <source>Territories (identifiers or names, separated by commas; all)</source>
        <translation>Territoires (identifiants ou noms, séparés par des virgules ; all : les 18 de l’atlas)</translation>
    </message>
    <message>
        <source>Territory (identifier or name)</source>
        <translation>Territoire (identifiant ou nom)</translation>
    </message>
    <message>
        <source>Edition (GeoPackage; empty = the one fetched last, else the embedded one)</source>
        <translation>Édition (GeoPackage ; vide : la dernière récupérée, à défaut l’édition embarquée)</translation>
    </message>
    <message>
        <source>Keep what was edited by hand as corrections</source>
        <translation>Conserver les modifications faites à la main comme corrections</translation>
    </message>
    <message>
        <source>Stopped: no correction was kept.</source>
        <translation>Arrêté : aucune correction n’a été conservée.</translation>
    </message>
    <message>
        <source>Edited copy of an edition, or publication</source>
        <translation>Copie modifiée d’une édition, ou publication</translation>
    </message>
    <message>
        <source>A row taken out means</source>
        <translation>Une ligne supprimée signifie</translation>
    </message>
    <message>
        <source>Who may see corrected values</source>
        <translation>Qui peut voir les valeurs corrigées</translation>
    </message>
    <message>
        <source>Who may see author and reason</source>
        <translation>Qui peut voir l’auteur et le motif</translation>
    </message>
    <message>
        <source>Edition that it was made from (empty = looked for)</source>
        <translation>Édition dont elle provient (vide = recherchée)</translation>
    </message>
    <message>
        <source>Corrections kept</source>
        <translation>Corrections conservées</translation>
    </message>
    <message>
        <source>Changes that could not be kept</source>
        <translation>Modifications qui n’ont pas pu être conservées</translation>
    </message>
    <message>
        <source>Check the sources</source>
        <translation>Vérifier les sources</translation>
    </message>
    <message>
        <source>Sources (identifiers; empty = all)</source>
        <translation>Sources (identifiants ; vide : toutes)</translation>
    </message>
    <message>
        <source>State of the sources</source>
        <translation>État des sources</translation>
    </message>
    <message>
        <source>Sources to look at</source>
        <translation>Sources à regarder</translation>
    </message>
    <message>
        <source>No source of the catalogue is called "{name}" (nearest: {near}): correct it, or leave the field empty for all.</source>
        <translation>Aucune source du catalogue ne s’appelle « {name} » (proches : {near}) : corrigez ce nom, ou laissez le champ vide pour toutes les sources.</translation>
    </message>
    <message>
        <source>Clear the cache of downloads</source>
        <translation>Vider le cache des téléchargements</translation>
    </message>
    <message>
        <source>Bytes freed</source>
        <translation>Octets libérés</translation>
    </message>
    <message>
        <source>{megabytes} MB freed.</source>
        <translation>{megabytes} Mo libérés.</translation>
    </message>
    <message>
        <source>Compare two editions</source>
        <translation>Comparer deux éditions</translation>
    </message>
    <message>
        <source>Earlier edition (empty = the one before the later edition, in its folder)</source>
        <translation>Édition ancienne (vide : celle qui précède la récente, dans le même dossier)</translation>
    </message>
    <message>
        <source>Later edition (empty = the one fetched last)</source>
        <translation>Édition récente (vide : la dernière récupérée)</translation>
    </message>
    <message>
        <source>Only these territories (empty = everything)</source>
        <translation>Seulement ces territoires (vide : tout)</translation>
    </message>
    <message>
        <source>Distance from which a site has moved (metres)</source>
        <translation>Distance à partir de laquelle un site est déplacé (mètres)</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changements</translation>
    </message>
    <message>
        <source>Number of changes</source>
        <translation>Nombre de changements</translation>
    </message>
    <message>
        <source>No edition was fetched yet, so there is nothing to compare: fetch one, or choose the later edition.</source>
        <translation>Aucune édition n’a encore été récupérée, il n’y a donc rien à comparer : récupérez-en une, ou choisissez l’édition récente.</translation>
    </message>
    <message>
        <source>There is no edition older than {path} in its folder: choose the earlier edition.</source>
        <translation>Le dossier de {path} ne contient pas d’édition plus ancienne : choisissez l’édition ancienne.</translation>
    </message>
    <message>
        <source>Compare territories</source>
        <translation>Comparer des territoires</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formats</translation>
    </message>
    <message>
        <source>Indicator of the map (its technical name)</source>
        <translation>Indicateur de la carte (son nom technique)</translation>
    </message>
    <message>
        <source>Classes of the map</source>
        <translation>Classes de la carte</translation>
    </message>
    <message>
        <source>How classes are made</source>
        <translation>Mode de classement</translation>
    </message>
    <message>
        <source>Earlier edition, to tell what has changed (empty = none)</source>
        <translation>Édition antérieure, pour dire ce qui a changé (vide = aucune)</translation>
    </message>
    <message>
        <source>Folder of the comparison</source>
        <translation>Dossier de la comparaison</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>A correction needs an author: say who makes it.</source>
        <translation>Une correction a besoin d’un auteur : dites qui la fait.</translation>
    </message>
    <message>
        <source>Decide on corrections</source>
        <translation>Trancher les corrections</translation>
    </message>
    <message>
        <source>Numbers of the corrections, separated by commas</source>
        <translation>Numéros des corrections, séparés par des virgules</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>Corrections decided on</source>
        <translation>Corrections tranchées</translation>
    </message>
    <message>
        <source>The edition {path} bears no correction {number}: choose the edition whose list you decide on.</source>
        <translation>L’édition {path} ne porte pas de correction {number} : choisissez l’édition dont vous tranchez la liste.</translation>
    </message>
    <message>
        <source>“{text}” names no corrections: give numbers such as 3, 7.</source>
        <translation>« {text} » ne désigne aucune correction : donnez des numéros comme 3, 7.</translation>
    </message>
    <message>
        <source>Looking at the edition from your perimeter…</source>
        <translation>L’édition est vue depuis votre périmètre…</translation>
    </message>
    <message>
        <source>Preparing the embedded edition…</source>
        <translation>Préparation de l’édition embarquée…</translation>
    </message>
    <message>
        <source>Fetch a new edition</source>
        <translation>Récupérer une nouvelle édition</translation>
    </message>
    <message>
        <source>Maps whose layers are fetched</source>
        <translation>Cartes dont les couches sont récupérées</translation>
    </message>
    <message>
        <source>Layers to fetch alone (none chosen = all of the maps)</source>
        <translation>Couches à récupérer seules (aucune choisie = toutes celles des cartes)</translation>
    </message>
    <message>
        <source>Edition to take over from what fails (empty = the one fetched last)</source>
        <translation>Édition de secours (vide : la dernière récupérée)</translation>
    </message>
    <message>
        <source>Ask again for what is in the cache (only changes are sent)</source>
        <translation>Redemander ce qui est dans le cache (n’est renvoyé que ce qui a changé)</translation>
    </message>
    <message>
        <source>Your own file, or folder of files</source>
        <translation>Votre fichier, ou dossier de fichiers</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Sources that failed</source>
        <translation>Sources en panne</translation>
    </message>
    <message>
        <source>No edition can be written in {folder} ({error}): check the free space and the rights there, or choose another folder.</source>
        <translation>Aucune édition ne peut être écrite dans {folder} ({error}) : vérifiez la place libre et les droits, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Who may see rows that do not say</source>
        <translation>Qui peut voir les lignes qui ne le disent pas</translation>
    </message>
    <message>
        <source>Rows to look at</source>
        <translation>Lignes à vérifier</translation>
    </message>
    <message>
        <source>Import a file of your own</source>
        <translation>Importer un fichier à vous</translation>
    </message>
    <message>
        <source>Stopped: nothing was imported.</source>
        <translation>Arrêté : rien n’a été importé.</translation>
    </message>
    <message>
        <source>Where the import is kept</source>
        <translation>Emplacement de l’import</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Lignes lues</translation>
    </message>
    <message>
        <source>Rows in the legend</source>
        <translation>Lignes dans la légende</translation>
    </message>
    <message>
        <source>File (CSV, XLSX, ODS, GeoPackage, shapefile, GeoJSON, zip)</source>
        <translation>Fichier (CSV, XLSX, ODS, GeoPackage, shapefile, GeoJSON, zip)</translation>
    </message>
    <message>
        <source>Sheet or layer (empty = the first that has a table for the atlas)</source>
        <translation>Feuille ou couche (vide = la première qui a un tableau pour l’atlas)</translation>
    </message>
    <message>
        <source>Layer of the atlas (auto = told from the file)</source>
        <translation>Couche de l’atlas (auto = déduite du fichier)</translation>
    </message>
    <message>
        <source>Only look: change nothing</source>
        <translation>Regarder seulement : ne rien changer</translation>
    </message>
    <message>
        <source>Columns (what stands in the file = column of the atlas; …)</source>
        <translation>Colonnes (nom dans le fichier = colonne de l’atlas ; …)</translation>
    </message>
    <message>
        <source>Classes (word in the file = class of the legend; …)</source>
        <translation>Classes (mot du fichier = classe de la légende ; …)</translation>
    </message>
    <message>
        <source>Line of the headings (-1 = found, 0 = none)</source>
        <translation>Ligne des en-têtes (-1 = trouvée, 0 = aucune)</translation>
    </message>
    <message>
        <source>Coordinate system (empty = told from the file)</source>
        <translation>Système de coordonnées (vide = déduit du fichier)</translation>
    </message>
    <message>
        <source>Ask the public geocoder for addresses without coordinates</source>
        <translation>Demander au géocodeur public les adresses sans coordonnées</translation>
    </message>
    <message>
        <source>Mapping kept from another import (.mapping.json)</source>
        <translation>Correspondance d’un autre import (.mapping.json)</translation>
    </message>
    <message>
        <source>Name of the import (empty = the file's)</source>
        <translation>Nom de l’import (vide = celui du fichier)</translation>
    </message>
    <message>
        <source>The coordinate system "{name}" has no EPSG code: choose one that has.</source>
        <translation>Le système de coordonnées « {name} » n’a pas de code EPSG : choisissez-en un qui en a.</translation>
    </message>
    <message>
        <source>Import the layers of an old project</source>
        <translation>Importer les couches d’un ancien projet</translation>
    </message>
    <message>
        <source>Project (.qgz, .qgs)</source>
        <translation>Projet (.qgz, .qgs)</translation>
    </message>
    <message>
        <source>QGIS projects (*.qgz *.qgs)</source>
        <translation>Projets QGIS (*.qgz *.qgs)</translation>
    </message>
    <message>
        <source>Layers (layer of the project = layer of the atlas; … all; empty = only look)</source>
        <translation>Couches (couche du projet = couche de l’atlas ; … all ; vide = regarder seulement)</translation>
    </message>
    <message>
        <source>Layers imported</source>
        <translation>Couches importées</translation>
    </message>
    <message>
        <source>Import référents' reviews</source>
        <translation>Reprendre les relectures des référents</translation>
    </message>
    <message>
        <source>Stopped: corrections that were kept stay; start again to write the edition with them.</source>
        <translation>Arrêté : les corrections conservées restent ; relancez pour écrire l’édition qui les porte.</translation>
    </message>
    <message>
        <source>Returned workbooks (XLSX)</source>
        <translation>Classeurs revenus (XLSX)</translation>
    </message>
    <message>
        <source>Author (empty = as each workbook says)</source>
        <translation>Auteur (vide = celui que dit chaque classeur)</translation>
    </message>
    <message>
        <source>Answers to look at</source>
        <translation>Réponses à regarder</translation>
    </message>
    <message>
        <source>No workbook is given: choose those that came back.</source>
        <translation>Aucun classeur n’est donné : choisissez ceux qui sont revenus.</translation>
    </message>
    <message>
        <source>List corrections</source>
        <translation>Lister les corrections</translation>
    </message>
    <message>
        <source>Only those to decide on</source>
        <translation>Seulement celles à trancher</translation>
    </message>
    <message>
        <source>Load a map</source>
        <translation>Charger une carte</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Print a map set</source>
        <translation>Imprimer un jeu de cartes</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Orientation</translation>
    </message>
    <message>
        <source>Also write the publication (GeoPackage with project)</source>
        <translation>Écrire aussi la publication (GeoPackage avec son projet)</translation>
    </message>
    <message>
        <source>Lay Plan IGN under the maps (fetched from the Géoplateforme)</source>
        <translation>Plan IGN sous les cartes (demandé à la Géoplateforme)</translation>
    </message>
    <message>
        <source>Make new pages instead of those changed by hand</source>
        <translation>Refaire les pages au lieu de reprendre celles modifiées à la main</translation>
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
        <source>The project shows all rows, for your own use: share the publication.</source>
        <translation>Le projet montre toutes les lignes, pour votre propre usage : diffusez plutôt la publication.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>Fichiers HTML (*.html)</translation>
    </message>
    <message>
        <source>The report {path} cannot be written ({reason}): choose another place.</source>
        <translation>Le rapport {path} ne peut pas être écrit ({reason}) : choisissez un autre emplacement.</translation>
    </message>
    <message>
        <source>Perimeters of your own</source>
        <translation>Périmètres à vous</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Name of the perimeter</source>
        <translation>Nom du périmètre</translation>
    </message>
    <message>
        <source>Codes (SIREN of EPCI, INSEE of communes, départements, R32)</source>
        <translation>Codes (SIREN d’EPCI, INSEE de communes, départements, R32)</translation>
    </message>
    <message>
        <source>Or a text file of codes</source>
        <translation>Ou un fichier texte de codes</translation>
    </message>
    <message>
        <source>Or a layer with the polygon</source>
        <translation>Ou une couche avec le polygone</translation>
    </message>
    <message>
        <source>Communes of the perimeter</source>
        <translation>Communes du périmètre</translation>
    </message>
    <message>
        <source>Identifier of the perimeter</source>
        <translation>Identifiant du périmètre</translation>
    </message>
    <message>
        <source>Communes</source>
        <translation>Communes</translation>
    </message>
    <message>
        <source>EPCI that lie in it as a whole</source>
        <translation>EPCI qui y sont en entier</translation>
    </message>
    <message>
        <source>Inhabitants</source>
        <translation>Habitants</translation>
    </message>
    <message>
        <source>Perimeters that are saved</source>
        <translation>Périmètres enregistrés</translation>
    </message>
    <message>
        <source>Deleted: {path}</source>
        <translation>Effacé : {path}</translation>
    </message>
    <message>
        <source>A perimeter is made of codes, of a file of codes or of a layer with a polygon: give one of them.</source>
        <translation>Un périmètre est fait de codes, d’un fichier de codes ou d’une couche avec un polygone : donnez l’un d’eux.</translation>
    </message>
    <message>
        <source>{area} km² of the polygon lie where the plugin knows no commune: at sea, or beyond the EPCI of Hauts-de-France.</source>
        <translation>{area} km² du polygone sont là où l’extension ne connaît aucune commune : en mer, ou au-delà des EPCI des Hauts-de-France.</translation>
    </message>
    <message>
        <source>it has no CRS: set it, then try again</source>
        <translation>elle n’a pas de système de coordonnées : définissez-le, puis réessayez</translation>
    </message>
    <message>
        <source>its coordinates do not fit its CRS</source>
        <translation>ses coordonnées ne conviennent pas à son système de coordonnées</translation>
    </message>
    <message>
        <source>it has no surface</source>
        <translation>elle n’a pas de surface</translation>
    </message>
    <message>
        <source>The layer with the polygon cannot be used ({reason}): choose another.</source>
        <translation>La couche avec le polygone ne peut pas servir ({reason}) : choisissez-en une autre.</translation>
    </message>
    <message>
        <source>Only a part of these EPCI is in the perimeter, their jobs are not known: {names}.</source>
        <translation>Une partie seulement de ces EPCI est dans le périmètre, leurs emplois ne sont pas connus : {names}.</translation>
    </message>
    <message>
        <source>{count} communes are outside Hauts-de-France.</source>
        <translation>{count} communes sont hors des Hauts-de-France.</translation>
    </message>
    <message>
        <source>{id} “{name}”: {communes} communes, {epci} whole EPCI, {people} inhabitants, saved on {day} ({rule})</source>
        <translation>{id} « {name} » : {communes} communes, {epci} EPCI entiers, {people} habitants, enregistré le {day} ({rule})</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Diffusion</translation>
    </message>
    <message>
        <source>Folder of editions (empty = in the QGIS profile)</source>
        <translation>Dossier des éditions (vide : dans le profil de QGIS)</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>Résolution (points par pouce)</translation>
    </message>
    <message>
        <source>Leave absent classes out of the legend</source>
        <translation>Retirer de la légende les classes absentes de la carte</translation>
    </message>
    <message>
        <source>Replace files that are there already</source>
        <translation>Remplacer les fichiers déjà là</translation>
    </message>
    <message>
        <source>Folder of your own texts (Markdown)</source>
        <translation>Dossier de vos propres textes (Markdown)</translation>
    </message>
    <message>
        <source>Processes side by side</source>
        <translation>Processus en parallèle</translation>
    </message>
    <message>
        <source>Folder of your page templates (.qpt)</source>
        <translation>Dossier de vos modèles de pages (.qpt)</translation>
    </message>
    <message>
        <source>Logo (SVG, PNG, JPEG)</source>
        <translation>Logo (SVG, PNG, JPEG)</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png *.jpg *.jpeg)</source>
        <translation>Images (*.svg *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Éditeur</translation>
    </message>
    <message>
        <source>Contact address</source>
        <translation>Adresse de contact</translation>
    </message>
    <message>
        <source>Perimeter of territories</source>
        <translation>Périmètres de territoires</translation>
    </message>
    <message>
        <source>Perimeters</source>
        <translation>Périmètres</translation>
    </message>
    <message>
        <source>Write territories' profiles</source>
        <translation>Écrire les fiches des territoires</translation>
    </message>
    <message>
        <source>Folder of the profiles</source>
        <translation>Dossier des fiches</translation>
    </message>
    <message>
        <source>Write review packs for référents</source>
        <translation>Préparer des relectures pour les référents</translation>
    </message>
    <message>
        <source>Folder of the review packs</source>
        <translation>Dossier des relectures</translation>
    </message>
    <message>
        <source>Share with an audience</source>
        <translation>Partager avec un public</translation>
    </message>
    <message>
        <source>Stopped: the folder is as it was.</source>
        <translation>Arrêté : le dossier est resté tel quel.</translation>
    </message>
    <message>
        <source>Web page (one file, opens offline)</source>
        <translation>Page web (un seul fichier, s’ouvre hors ligne)</translation>
    </message>
    <message>
        <source>PDF of each territory (its maps, its chapter of the atlas, or none)</source>
        <translation>PDF de chaque territoire (ses cartes, son chapitre de l’atlas ou aucun)</translation>
    </message>
    <message>
        <source>Data (the audience's edition)</source>
        <translation>Données (l’édition de ce public)</translation>
    </message>
    <message>
        <source>Tables of each territory (XLSX)</source>
        <translation>Tableaux de chaque territoire (XLSX)</translation>
    </message>
    <message>
        <source>Publication of each territory (GeoPackage with project)</source>
        <translation>Publication de chaque territoire (GeoPackage avec projet)</translation>
    </message>
    <message>
        <source>Folder of what is shared</source>
        <translation>Dossier de partage</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Page web</translation>
    </message>
    <message>
        <source>Write territories' tables (XLSX)</source>
        <translation>Écrire les tableaux des territoires (XLSX)</translation>
    </message>
    <message>
        <source>One workbook for all territories instead of one each</source>
        <translation>Un classeur pour tous les territoires au lieu d’un chacun</translation>
    </message>
    <message>
        <source>Folder of the workbooks</source>
        <translation>Dossier des classeurs</translation>
    </message>
    <message>
        <source>There is no folder {path}: choose that of your texts.</source>
        <translation>Le dossier {path} n’existe pas : choisissez celui de vos textes.</translation>
    </message>
    <message>
        <source>"{audience}" is no audience: choose among {audiences}.</source>
        <translation>« {audience} » n’est pas une diffusion : choisissez parmi {audiences}.</translation>
    </message>
    <message>
        <source>{path} is no copy of {edition}: choose the edition of {day} that it was made from.</source>
        <translation>{path} n’est pas une copie de {edition} : choisissez l’édition du {day} dont elle provient.</translation>
    </message>
    <message>
        <source>the row to add is not readable ({reason})</source>
        <translation>la ligne à ajouter est illisible ({reason})</translation>
    </message>
    <message>
        <source>the row to add is not an object of texts</source>
        <translation>la ligne à ajouter n’est pas un objet de textes</translation>
    </message>
    <message>
        <source>it does not say which correction is withdrawn</source>
        <translation>elle ne dit pas quelle correction est retirée</translation>
    </message>
    <message>
        <source>the atlas has no table "{table}"</source>
        <translation>l’atlas n’a pas de table « {table} »</translation>
    </message>
    <message>
        <source>the table "{table}" is not one that can be corrected</source>
        <translation>la table « {table} » n’est pas de celles qui se corrigent</translation>
    </message>
    <message>
        <source>“{text}” holds characters that nothing can store</source>
        <translation>« {text} » contient des caractères que rien ne peut conserver</translation>
    </message>
    <message>
        <source>“{what}” is empty</source>
        <translation>« {what} » est vide</translation>
    </message>
    <message>
        <source>“{text}” is no date such as 2026-03-01</source>
        <translation>« {text} » n’est pas une date comme 2026-03-01</translation>
    </message>
    <message>
        <source>“{word}” is no {what}: choose among {words}</source>
        <translation>« {word} » n’est pas une valeur de {what} : choisissez parmi {words}</translation>
    </message>
    <message>
        <source>“{kind}” changes the column “{wanted}”, not “{field}”</source>
        <translation>« {kind} » change la colonne « {wanted} », pas « {field} »</translation>
    </message>
    <message>
        <source>the column “{field}” of "{table}" holds no classes</source>
        <translation>la colonne « {field} » de « {table} » ne contient pas de classes</translation>
    </message>
    <message>
        <source>the row to add has no place</source>
        <translation>la ligne à ajouter n’a pas d’emplacement</translation>
    </message>
    <message>
        <source>the column “{name}” of "{table}" cannot be corrected</source>
        <translation>la colonne « {name} » de « {table} » ne se corrige pas</translation>
    </message>
    <message>
        <source>the column “{name}” may not be empty</source>
        <translation>la colonne « {name} » ne peut pas être vide</translation>
    </message>
    <message>
        <source>it stands off the legend already</source>
        <translation>il est déjà hors légende</translation>
    </message>
    <message>
        <source>that is what stands there already</source>
        <translation>c’est déjà ce que dit l’édition</translation>
    </message>
    <message>
        <source>the edition in use no longer has this object</source>
        <translation>l’édition en service n’a plus cet objet</translation>
    </message>
    <message>
        <source>the edition in use has something else under that key, “{name}”</source>
        <translation>l’édition en service désigne autre chose sous cet identifiant, « {name} »</translation>
    </message>
    <message>
        <source>The corrections that wait in {path} cannot be read ({reason}).</source>
        <translation>Les corrections en attente dans {path} ne peuvent pas être lues ({reason}).</translation>
    </message>
    <message>
        <source>The corrections that waited cannot be read ({reason}): they are in {path}.</source>
        <translation>Les corrections en attente sont illisibles ({reason}) : elles sont dans {path}.</translation>
    </message>
    <message>
        <source>it holds something else than texts</source>
        <translation>il contient autre chose que des textes</translation>
    </message>
    <message>
        <source>another QGIS window is writing there</source>
        <translation>une autre fenêtre de QGIS y écrit</translation>
    </message>
    <message>
        <source>The corrections that wait cannot be kept in {path} ({reason}): apply them before you close QGIS.</source>
        <translation>Les corrections en attente ne peuvent pas être gardées dans {path} ({reason}) : appliquez-les avant de quitter QGIS.</translation>
    </message>
    <message>
        <source>“numero” does not grow from line to line</source>
        <translation>« numero » ne croît pas de ligne en ligne</translation>
    </message>
    <message>
        <source>{path}, line {line}: {reason}: put that right, or take the line out.</source>
        <translation>{path}, ligne {line} : {reason} : corrigez-la, ou retirez la ligne.</translation>
    </message>
    <message>
        <source>The correction of {key} in {table} cannot be kept: {reason}.</source>
        <translation>La correction de {key} dans {table} ne peut pas être conservée : {reason}.</translation>
    </message>
    <message>
        <source>No correction {number} stands in {path}: choose among {numbers}.</source>
        <translation>Aucune correction {number} n’est en vigueur dans {path} : choisissez parmi {numbers}.</translation>
    </message>
    <message>
        <source>{path} is being written by another program: try again in a minute.</source>
        <translation>{path} est en cours d’écriture par un autre programme : réessayez dans une minute.</translation>
    </message>
    <message>
        <source>The corrections cannot be kept in {path} ({reason}): close it in other programs, or check the rights there.</source>
        <translation>Les corrections ne peuvent pas être conservées dans {path} ({reason}) : fermez-le dans les autres programmes, ou vérifiez les droits.</translation>
    </message>
    <message>
        <source>its first heading is not “numero”</source>
        <translation>son premier en-tête n’est pas « numero »</translation>
    </message>
    <message>
        <source>it lacks the column {names}</source>
        <translation>il lui manque la colonne {names}</translation>
    </message>
    <message>
        <source>The corrections in {path} cannot be read ({reason}): take back a copy of that file.</source>
        <translation>Les corrections de {path} ne peuvent pas être lues ({reason}) : reprenez une copie de ce fichier.</translation>
    </message>
    <message>
        <source>“{text}” is no number of a correction</source>
        <translation>« {text} » n’est pas un numéro de correction</translation>
    </message>
    <message>
        <source>“{text}” is no place</source>
        <translation>« {text} » n’est pas un emplacement</translation>
    </message>
    <message>
        <source>“{text}” is no {kind}</source>
        <translation>« {text} » n’est pas une valeur du type {kind}</translation>
    </message>
    <message>
        <source>“{text}” is not in metres (EPSG:2154)</source>
        <translation>« {text} » n’est pas en mètres (EPSG:2154)</translation>
    </message>
    <message>
        <source>“{field}” holds characters that nothing can store</source>
        <translation>« {field} » contient des caractères que rien ne peut conserver</translation>
    </message>
    <message>
        <source>“{text}” is none of {words} ({field})</source>
        <translation>« {text} » ne figure pas parmi {words} ({field})</translation>
    </message>
    <message>
        <source>“{text}” does not fit “{field}”</source>
        <translation>« {text} » ne convient pas à « {field} »</translation>
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
        <source>{path} is not an edition of this plugin: choose an edition-….gpkg file.</source>
        <translation>{path} n’est pas une édition de cette extension : choisissez un fichier edition-….gpkg.</translation>
    </message>
    <message>
        <source>{path} was made by an older version of the plugin (format {found}): fetch a new edition.</source>
        <translation>{path} vient d’une version plus ancienne de l’extension (format {found}) : récupérez une nouvelle édition.</translation>
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
        <source>{path} is damaged or is not a GeoPackage ({error}): take another copy of it, or another edition.</source>
        <translation>{path} est abîmé ou n’est pas un GeoPackage ({error}) : reprenez-en une autre copie, ou une autre édition.</translation>
    </message>
    <message>
        <source>{path} is still open in another program: close it there, then try again.</source>
        <translation>{path} est encore ouvert dans un autre programme : fermez-le, puis recommencez.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error}): take another copy of it.</source>
        <translation>{path} est illisible ({error}) : reprenez-en une autre copie.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error}): see whether you may read its folder, then try again.</source>
        <translation>{path} ne peut pas être lu ({error}) : vérifiez que vous pouvez lire son dossier, puis réessayez.</translation>
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
        <source>{file} cannot be read ({error}): install the plugin again.</source>
        <translation>{file} est illisible ({error}) : réinstallez l’extension.</translation>
    </message>
    <message>
        <source>Nothing can be written in the folder {path} ({reason}): choose another.</source>
        <translation>Rien ne peut être écrit dans le dossier {path} ({reason}) : choisissez-en un autre.</translation>
    </message>
    <message>
        <source>{name} exists already: check “Replace files that are there already”, or choose another folder than {folder}.</source>
        <translation>{name} existe déjà : cochez « Remplacer les fichiers déjà là », ou choisissez un autre dossier que {folder}.</translation>
    </message>
    <message>
        <source>"{what}" was answered in a way that the plugin does not understand ({error}): the rest was made; please send this sentence to the plugin's authors.</source>
        <translation>« {what} » : l’extension n’a pas compris les données reçues ({error}). Le reste est fait ; transmettez cette phrase aux auteurs de l’extension.</translation>
    </message>
    <message>
        <source>About Territoires d'industrie</source>
        <translation>À propos de Territoires d’industrie</translation>
    </message>
    <message>
        <source>From a territory's name to its dated, sourced, styled maps. Free software, GNU GPL; the data keep their publishers' licences, which every page names.</source>
        <translation>Du nom d’un territoire à ses cartes datées, sourcées, mises en forme. Logiciel libre, GNU GPL ; les données gardent les licences de leurs producteurs, que chaque page nomme.</translation>
    </message>
    <message>
        <source>For whoever helps you, without your name or passwords:</source>
        <translation>Pour la personne qui vous aide, sans votre nom ni mot de passe :</translation>
    </message>
    <message>
        <source>Facts about this installation</source>
        <translation>Renseignements sur cette installation</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the facts</source>
        <translation>Copier les renseignements</translation>
    </message>
    <message>
        <source>Open the folder of editions</source>
        <translation>Ouvrir le dossier des éditions</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliothèques</translation>
    </message>
    <message>
        <source>Edition in use</source>
        <translation>Édition en service</translation>
    </message>
    <message>
        <source>Folder of editions</source>
        <translation>Dossier des éditions</translation>
    </message>
    <message>
        <source>Own folder</source>
        <translation>Dossier de l’extension</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Miroir</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>the plugin's own</source>
        <translation>celle livrée avec l’extension</translation>
    </message>
    <message>
        <source>the system's</source>
        <translation>celui du système</translation>
    </message>
    <message>
        <source>no proxy</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>, not for {addresses}</source>
        <translation>, sauf pour {addresses}</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Put the maps into the project, styled</source>
        <translation>Mettre les cartes dans le projet, avec leurs styles</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Ask the public sources for a new edition; the last one stays</source>
        <translation>Demander une nouvelle édition aux sources publiques ; la précédente reste</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>Mettre en page</translation>
    </message>
    <message>
        <source>Make a project with the pages, to be changed by hand</source>
        <translation>Faire un projet avec les pages, à retoucher à la main</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Print the maps to files, with their data</source>
        <translation>Imprimer les cartes dans des fichiers, avec leurs données</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Write the territory's portrait: pages, figures, tables</source>
        <translation>Écrire le portrait du territoire : pages, chiffres, tableaux</translation>
    </message>
    <message>
        <source>Choose a territory first.</source>
        <translation>Choisissez d’abord un territoire.</translation>
    </message>
    <message>
        <source>Check a map first.</source>
        <translation>Cochez d’abord une carte.</translation>
    </message>
    <message>
        <source>One territory at a time stands out on the map: choose one.</source>
        <translation>Un seul territoire ressort à la fois sur la carte : choisissez-en un.</translation>
    </message>
    <message>
        <source>Add my data</source>
        <translation>Ajouter mes données</translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; &amp;Précédent</translation>
    </message>
    <message>
        <source>&amp;Next &gt;</source>
        <translation>&amp;Suivant &gt;</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Terminer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>For each word of your file, the class of the legend that it means.</source>
        <translation>Pour chaque mot de votre fichier, la classe de la légende qu’il désigne.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Word of your file</source>
        <translation>Mot de votre fichier</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>Class of the legend</source>
        <translation>Classe de la légende</translation>
    </message>
    <message>
        <source>Reading the classes…</source>
        <translation>Lecture des classes…</translation>
    </message>
    <message>
        <source>No class of the legend means this word.</source>
        <translation>Aucune classe de la légende ne correspond à ce mot.</translation>
    </message>
    <message>
        <source>This layer has a single class, or finds its classes by itself.</source>
        <translation>Cette couche n’a qu’une classe, ou trouve seule ses classes.</translation>
    </message>
    <message>
        <source>No column of your file holds classes. Unless the layer finds them by itself, go back and choose that column, or choose here one class for all rows.</source>
        <translation>Aucune colonne de votre fichier ne donne les classes. Si la couche ne les trouve pas seule, revenez en arrière pour choisir cette colonne, ou choisissez ici une classe pour toutes les lignes.</translation>
    </message>
    <message>
        <source>{count} words are in no class: their rows stay out of the legend until you choose.</source>
        <translation>Mots sans classe : {count}. Leurs lignes restent hors de la légende tant que vous ne choisissez pas.</translation>
    </message>
    <message>
        <source>Every word has its class.</source>
        <translation>Chaque mot a sa classe.</translation>
    </message>
    <message>
        <source>(rows that say nothing)</source>
        <translation>(lignes qui ne disent rien)</translation>
    </message>
    <message>
        <source>Class of the legend for “{word}”</source>
        <translation>Classe de la légende pour « {word} »</translation>
    </message>
    <message>
        <source>– none –</source>
        <translation>– aucune –</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>For each column of the atlas, the one of your file that fills it.</source>
        <translation>Pour chaque colonne de l’atlas, celle de votre fichier qui la remplit.</translation>
    </message>
    <message>
        <source>Column of the atlas</source>
        <translation>Colonne de l’atlas</translation>
    </message>
    <message>
        <source>Column of your file</source>
        <translation>Colonne de votre fichier</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>Premières valeurs</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Unit in your file</source>
        <translation>Unité dans le fichier</translation>
    </message>
    <message>
        <source>Value where it says nothing</source>
        <translation>Valeur par défaut</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>Système de coordonnées</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>En choisir un autre</translation>
    </message>
    <message>
        <source>as the coordinates show</source>
        <translation>d’après les coordonnées</translation>
    </message>
    <message>
        <source>Columns kept in the note</source>
        <translation>Colonnes gardées en note</translation>
    </message>
    <message>
        <source>Unchecked, a column is not read</source>
        <translation>Décochée, une colonne n’est pas lue</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>Choisissez un fichier.</translation>
    </message>
    <message>
        <source>Reading the columns…</source>
        <translation>Lecture des colonnes…</translation>
    </message>
    <message>
        <source>In bold: what names, places or classes a row. One place is needed.</source>
        <translation>En gras : ce qui nomme, place ou classe une ligne. Une position au moins est nécessaire.</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positions</translation>
    </message>
    <message>
        <source>Unit of {column}</source>
        <translation>Unité de « {column} »</translation>
    </message>
    <message>
        <source>Value of {column} where your file says nothing</source>
        <translation>Valeur de « {column} » quand le fichier ne dit rien</translation>
    </message>
    <message>
        <source>places the row: one of these is needed</source>
        <translation>place la ligne : l’une de ces colonnes est nécessaire</translation>
    </message>
    <message>
        <source>wanted on the map</source>
        <translation>utile sur la carte</translation>
    </message>
    <message>
        <source>Your file</source>
        <translation>Votre fichier</translation>
    </message>
    <message>
        <source>The file is only read: a copy of it is kept at the end.</source>
        <translation>Le fichier est seulement lu : une copie en est gardée à la fin.</translation>
    </message>
    <message>
        <source>Tables and layers ({endings})</source>
        <translation>Tableaux et couches ({endings})</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choisir un fichier</translation>
    </message>
    <message>
        <source>Sheet or layer of the file</source>
        <translation>Feuille ou couche du fichier</translation>
    </message>
    <message>
        <source>Layer of the atlas</source>
        <translation>Couche de l’atlas</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encodage</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Séparateur</translation>
    </message>
    <message>
        <source>Line of the headings</source>
        <translation>Ligne des titres</translation>
    </message>
    <message>
        <source>Counted from 1; 0: the file has none</source>
        <translation>Comptée à partir de 1 ; 0 : le fichier n’en a pas</translation>
    </message>
    <message>
        <source>found</source>
        <translation>trouvé</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Premières lignes du fichier</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Lecture du fichier…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Lu comme</translation>
    </message>
    <message>
        <source>told from the file</source>
        <translation>reconnue d’après le fichier</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>point-virgule</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>virgule</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>tabulation</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>barre</translation>
    </message>
    <message>
        <source>found: {what}</source>
        <translation>trouvé : {what}</translation>
    </message>
    <message>
        <source>As in an earlier import.</source>
        <translation>Comme à un import précédent.</translation>
    </message>
    <message>
        <source>The file's name says so.</source>
        <translation>D’après le nom du fichier.</translation>
    </message>
    <message>
        <source>The headings and shapes say so.</source>
        <translation>D’après les titres et les formes.</translation>
    </message>
    <message>
        <source>The mapping of the import “{name}” is used again.</source>
        <translation>La correspondance de l’import « {name} » est reprise.</translation>
    </message>
    <message>
        <source>Rows added: new edition in use.</source>
        <translation>Lignes ajoutées : nouvelle édition en service.</translation>
    </message>
    <message>
        <source>Kept for the next refresh.</source>
        <translation>Conservé pour la prochaine actualisation.</translation>
    </message>
    <message>
        <source>Adding {file}</source>
        <translation>Ajout de {file}</translation>
    </message>
    <message>
        <source>Keeping {file}</source>
        <translation>Conservation de {file}</translation>
    </message>
    <message>
        <source>Source and sharing</source>
        <translation>Provenance et diffusion</translation>
    </message>
    <message>
        <source>What holds for the rows that do not say so themselves.</source>
        <translation>Ce qui vaut pour les lignes qui ne le disent pas elles-mêmes.</translation>
    </message>
    <message>
        <source>Name of the import</source>
        <translation>Nom de l’import</translation>
    </message>
    <message>
        <source>Replace the import of that name</source>
        <translation>Remplacer l’import de ce nom</translation>
    </message>
    <message>
        <source>Date of the data</source>
        <translation>Date des données</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>Vérifié par</translation>
    </message>
    <message>
        <source>Author and licence</source>
        <translation>Auteur et licence</translation>
    </message>
    <message>
        <source>the file's date</source>
        <translation>la date du fichier</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>le fichier</translation>
    </message>
    <message>
        <source>for instance: Grid operator, open licence 2.0</source>
        <translation>par exemple : gestionnaire de réseau, licence ouverte 2.0</translation>
    </message>
    <message>
        <source>Who may see the rows</source>
        <translation>Qui peut voir les lignes</translation>
    </message>
    <message>
        <source>Addresses and commune codes alone are sent</source>
        <translation>Seuls les adresses et les codes de communes sont envoyés</translation>
    </message>
    <message>
        <source>Add to the edition now</source>
        <translation>Ajouter à l’édition maintenant</translation>
    </message>
    <message>
        <source>Only keep for the next refresh</source>
        <translation>Seulement garder pour la prochaine actualisation</translation>
    </message>
    <message>
        <source>Give the import a name.</source>
        <translation>Donnez un nom à l’import.</translation>
    </message>
    <message>
        <source>An import of that name is there: tick “replace”, or give another name.</source>
        <translation>Un import de ce nom existe : cochez « Remplacer », ou donnez un autre nom.</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>À la fin</translation>
    </message>
    <message>
        <source>The rows stay inside: neither partners nor the public see them.</source>
        <translation>Les lignes restent en interne : ni les partenaires ni le public ne les voient.</translation>
    </message>
    <message>
        <source>Partners see the rows and their notes: check what these hold.</source>
        <translation>Les partenaires voient les lignes et leurs notes : vérifiez ce qu’elles contiennent.</translation>
    </message>
    <message>
        <source>Everybody sees the rows, in every publication; their notes stay out.</source>
        <translation>Tout le monde voit les lignes, dans chaque publication ; leurs notes n’y sont pas.</translation>
    </message>
    <message>
        <source>Why one cannot go on</source>
        <translation>Pourquoi on ne peut pas continuer</translation>
    </message>
    <message>
        <source>Working out what the rows become…</source>
        <translation>Calcul de ce que deviennent les lignes…</translation>
    </message>
    <message>
        <source>{total} rows: {drawn} in the legend, {look} to look at, {rejected} rejected.</source>
        <translation>Lignes : {total}, dont dans la légende : {drawn}, à regarder : {look}, écartées : {rejected}.</translation>
    </message>
    <message>
        <source>Public rows that give way: {count}.</source>
        <translation>Lignes publiques remplacées : {count}.</translation>
    </message>
    <message>
        <source>Outside the atlas' territories: {count}.</source>
        <translation>Hors des territoires de l’atlas : {count}.</translation>
    </message>
    <message>
        <source>At their commune's centre: {count}.</source>
        <translation>Au centre de leur commune : {count}.</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Ce qui serait fait</translation>
    </message>
    <message>
        <source>Nothing is written yet: go back to change columns or classes.</source>
        <translation>Rien n’est encore écrit : revenez en arrière pour changer colonnes ou classes.</translation>
    </message>
    <message>
        <source>Rows to show</source>
        <translation>Lignes à montrer</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Toutes les lignes</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Lignes écartées</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Montrer sur la carte</translation>
    </message>
    <message>
        <source>Rows as they would be</source>
        <translation>Les lignes telles qu’elles seraient</translation>
    </message>
    <message>
        <source>Public rows that give way to yours</source>
        <translation>Lignes publiques remplacées par les vôtres</translation>
    </message>
    <message>
        <source>Every row is rejected: go back and correct where the rows are.</source>
        <translation>Toutes les lignes sont écartées : revenez en arrière et corrigez leur position.</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Commune</source>
        <translation>Commune</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Nothing in {file} says which layer of the atlas it is for: choose it above.</source>
        <translation>Rien dans {file} ne dit à quelle couche de l’atlas il est destiné : choisissez-la ci-dessus.</translation>
    </message>
    <message>
        <source>Something unforeseen happened: {reason}</source>
        <translation>Une chose imprévue est arrivée : {reason}</translation>
    </message>
    <message>
        <source>points</source>
        <translation>points</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lignes</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>surfaces</translation>
    </message>
    <message>
        <source>{megabytes} MB</source>
        <translation>{megabytes} Mo</translation>
    </message>
    <message>
        <source>Writing the corrections…</source>
        <translation>Écriture des corrections…</translation>
    </message>
    <message>
        <source>Another QGIS window applies corrections: try again once it has done so.</source>
        <translation>Une autre fenêtre de QGIS applique des corrections : recommencez quand elle aura fini.</translation>
    </message>
    <message>
        <source>{key}: not kept, for {reason}.</source>
        <translation>{key} : pas enregistrée, car {reason}.</translation>
    </message>
    <message>
        <source>Making the corrected edition…</source>
        <translation>Écriture de l’édition corrigée…</translation>
    </message>
    <message>
        <source>The corrections are written, their edition is not. {reason}</source>
        <translation>Les corrections sont enregistrées, l’édition corrigée n’est pas écrite. {reason}</translation>
    </message>
    <message>
        <source>Corrections ({count})</source>
        <translation>Corrections ({count})</translation>
    </message>
    <message>
        <source>Applying corrections ({count})</source>
        <translation>Application des corrections ({count})</translation>
    </message>
    <message>
        <source>Corrected edition in use.</source>
        <translation>L’édition corrigée est en service.</translation>
    </message>
    <message>
        <source>Another QGIS window has written or discarded these corrections.</source>
        <translation>Une autre fenêtre de QGIS a enregistré ou retiré ces corrections.</translation>
    </message>
    <message>
        <source>The edition that is corrected</source>
        <translation>L’édition corrigée</translation>
    </message>
    <message>
        <source>the one shipped with the plugin</source>
        <translation>celle livrée avec l’extension</translation>
    </message>
    <message>
        <source>Corrects the edition in use: {edition}.</source>
        <translation>Corrige l’édition en service : {edition}.</translation>
    </message>
    <message>
        <source>The dock shows another one, {edition}, which stays as it is.</source>
        <translation>Le panneau « Territoires d’industrie » en montre une autre, {edition}, qui reste telle quelle.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Reclass</source>
        <translation>Reclasser</translation>
    </message>
    <message>
        <source>Hide from print</source>
        <translation>Masquer à l’impression</translation>
    </message>
    <message>
        <source>Change another value</source>
        <translation>Modifier une autre valeur</translation>
    </message>
    <message>
        <source>Choose an object on the map</source>
        <translation>Choisir un objet sur la carte</translation>
    </message>
    <message>
        <source>Click on a symbol, a line or an area; drag a symbol to move it</source>
        <translation>Cliquez sur un symbole, une ligne ou une surface ; glissez un symbole pour le déplacer</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Nouvelle valeur</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nouveau nom</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>Fermé le</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>It leaves maps and legends; tables and sources keep it.</source>
        <translation>L’objet quitte cartes et légendes ; tableaux et sources le gardent.</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Corriger</translation>
    </message>
    <message>
        <source>Objects under the click</source>
        <translation>Objets sous le clic</translation>
    </message>
    <message>
        <source>The object as the edition has it</source>
        <translation>L’objet tel que l’édition le connaît</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>Ce qu’il faut faire</translation>
    </message>
    <message>
        <source>Put on the list</source>
        <translation>Mettre en liste</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>Que faire ensuite</translation>
    </message>
    <message>
        <source>{count} corrections wait: “Correct…” takes them up again.</source>
        <translation>Corrections en attente : {count}. « Corriger… » les reprend.</translation>
    </message>
    <message>
        <source>Nothing of the atlas is drawn there: click on a symbol, a line, an area.</source>
        <translation>Rien de l’atlas n’est dessiné là : cliquez sur un symbole, une ligne ou une surface.</translation>
    </message>
    <message>
        <source>Say what is to be done, then put it on the list.</source>
        <translation>Dites ce qu’il faut faire, puis mettez-le en liste.</translation>
    </message>
    <message>
        <source>(no object chosen)</source>
        <translation>(aucun objet choisi)</translation>
    </message>
    <message>
        <source>Not put on the list: {reason}.</source>
        <translation>Pas mis en liste : {reason}.</translation>
    </message>
    <message>
        <source>On the list. Correct another object, or apply the list.</source>
        <translation>En liste. Corrigez un autre objet, ou appliquez la liste.</translation>
    </message>
    <message>
        <source>Being applied: the list is empty once the edition is there.</source>
        <translation>Application en cours : la liste se vide quand l’édition est là.</translation>
    </message>
    <message>
        <source>Click an object on the map, or its row in the table; or choose “Add”.</source>
        <translation>Cliquez sur un objet de la carte, ou sur sa ligne dans la table ; ou choisissez « Ajouter ».</translation>
    </message>
    <message>
        <source>Load maps first: this project shows nothing that can be corrected.</source>
        <translation>Chargez d’abord des cartes : ce projet ne montre rien qui se corrige.</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>Click the place on the map</source>
        <translation>Cliquer l’endroit sur la carte</translation>
    </message>
    <message>
        <source>Then click where it shall stand; Escape gives up</source>
        <translation>Cliquez ensuite là où il doit être ; Échap abandonne</translation>
    </message>
    <message>
        <source>Address: number and street</source>
        <translation>Adresse : numéro et rue</translation>
    </message>
    <message>
        <source>number and street</source>
        <translation>numéro et rue</translation>
    </message>
    <message>
        <source>Commune of the address</source>
        <translation>Commune de l’adresse</translation>
    </message>
    <message>
        <source>Find the address</source>
        <translation>Trouver l’adresse</translation>
    </message>
    <message>
        <source>Asks the public geocoder; only the address is sent</source>
        <translation>Demande au géocodeur public ; seule l’adresse est envoyée</translation>
    </message>
    <message>
        <source>The place chosen</source>
        <translation>L’endroit choisi</translation>
    </message>
    <message>
        <source>Or address</source>
        <translation>Ou adresse</translation>
    </message>
    <message>
        <source>Place chosen.</source>
        <translation>Endroit choisi.</translation>
    </message>
    <message>
        <source>Type an address: number and street.</source>
        <translation>Saisissez une adresse : numéro et rue.</translation>
    </message>
    <message>
        <source>Choose the commune: several bear that name.</source>
        <translation>Choisissez la commune : plusieurs portent ce nom.</translation>
    </message>
    <message>
        <source>No commune of Hauts-de-France is called so: choose one of the list.</source>
        <translation>Aucune commune des Hauts-de-France ne s’appelle ainsi : choisissez-en une dans la liste.</translation>
    </message>
    <message>
        <source>Looking for the address…</source>
        <translation>Recherche de l’adresse…</translation>
    </message>
    <message>
        <source>No such address was found in that commune: click the place on the map.</source>
        <translation>Aucune adresse de ce genre dans cette commune : cliquez l’endroit sur la carte.</translation>
    </message>
    <message>
        <source>Found: {address}</source>
        <translation>Trouvée : {address}</translation>
    </message>
    <message>
        <source>Place chosen, in {commune}.</source>
        <translation>Endroit choisi, à {commune}.</translation>
    </message>
    <message>
        <source>Place chosen, in no commune of Hauts-de-France: at sea, or outside the region.</source>
        <translation>Endroit choisi, dans aucune commune des Hauts-de-France : en mer, ou hors de la région.</translation>
    </message>
    <message>
        <source>off the legend</source>
        <translation>hors légende</translation>
    </message>
    <message>
        <source>visit, letter, publisher's page…</source>
        <translation>visite, courrier, page du producteur…</translation>
    </message>
    <message>
        <source>Who answers for the correction</source>
        <translation>Qui répond de la correction</translation>
    </message>
    <message>
        <source>Who may see the corrected value</source>
        <translation>Qui peut voir la valeur corrigée</translation>
    </message>
    <message>
        <source>Value for</source>
        <translation>Valeur pour</translation>
    </message>
    <message>
        <source>Reason for</source>
        <translation>Motif pour</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tout public</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>Partenaires</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>Interne</translation>
    </message>
    <message>
        <source>Corrections that wait</source>
        <translation>Corrections en attente</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Undo the correction chosen in the list, else the last</source>
        <translation>Retirer la correction choisie dans la liste, sinon la dernière</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Writes the corrections, and an edition that bears them</source>
        <translation>Enregistre les corrections, et écrit une édition qui les porte</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>En attente : {count}</translation>
    </message>
    <message>
        <source>No correction waits.</source>
        <translation>Aucune correction en attente.</translation>
    </message>
    <message>
        <source>Apply ({count})</source>
        <translation>Appliquer ({count})</translation>
    </message>
    <message>
        <source>{what}: {value}</source>
        <translation>{what} : {value}</translation>
    </message>
    <message>
        <source>{km} km from where it stands: is that the right place?</source>
        <translation>À {km} km de sa place : est-ce le bon endroit ?</translation>
    </message>
    <message>
        <source>Pages and files</source>
        <translation>Pages et fichiers</translation>
    </message>
    <message>
        <source>Show the sources one by one</source>
        <translation>Montrer les sources une à une</translation>
    </message>
    <message>
        <source>Sources of the edition</source>
        <translation>Sources de l’édition</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>What this edition lacks</source>
        <translation>Ce qui manque à cette édition</translation>
    </message>
    <message>
        <source>No edition can be read.</source>
        <translation>Aucune édition ne peut être lue.</translation>
    </message>
    <message>
        <source>None fetched yet: the plugin's own serves, which knows Dunkerque.</source>
        <translation>Aucune édition actualisée : celle de l’extension sert, qui connaît Dunkerque.</translation>
    </message>
    <message>
        <source>No edition</source>
        <translation>Pas d’édition</translation>
    </message>
    <message>
        <source>{folder} cannot be written to ({reason}): the edition in use stays what it is.</source>
        <translation>Écriture impossible dans {folder} ({reason}) : l’édition en service ne change pas.</translation>
    </message>
    <message>
        <source>Nothing of {territories} in this edition: Refresh asks the sources.</source>
        <translation>Rien de {territories} dans cette édition : Actualiser interroge les sources.</translation>
    </message>
    <message>
        <source>The project shows another edition: Load brings this one.</source>
        <translation>Le projet montre une autre édition : Charger met celle-ci.</translation>
    </message>
    <message>
        <source>Shipped with the plugin, of {day}</source>
        <translation>Livrée avec l’extension, du {day}</translation>
    </message>
    <message>
        <source>Made today</source>
        <translation>Faite aujourd’hui</translation>
    </message>
    <message>
        <source>Made yesterday</source>
        <translation>Faite hier</translation>
    </message>
    <message>
        <source>{days} days old ({day})</source>
        <translation>Date de {days} jours ({day})</translation>
    </message>
    <message>
        <source>fresh</source>
        <translation>à jour</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>anciennes</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en panne</translation>
    </message>
    <message>
        <source>local</source>
        <translation>locales</translation>
    </message>
    <message>
        <source>Vintage: {vintage}</source>
        <translation>Millésime : {vintage}</translation>
    </message>
    <message>
        <source>Asked on {day}</source>
        <translation>Demandé le {day}</translation>
    </message>
    <message>
        <source>{rows} rows</source>
        <translation>{rows} lignes</translation>
    </message>
    <message>
        <source>The edition that maps, pages and profiles are made from</source>
        <translation>L’édition dont sont faites cartes, pages et fiches</translation>
    </message>
    <message>
        <source>More about the edition</source>
        <translation>Autres actions sur l’édition</translation>
    </message>
    <message>
        <source>Open another file, make it the edition in use, compare</source>
        <translation>Ouvrir un autre fichier, le mettre en service, comparer</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>Ouvrir un autre fichier…</translation>
    </message>
    <message>
        <source>Make this the edition in use</source>
        <translation>Mettre cette édition en service</translation>
    </message>
    <message>
        <source>Compare with the edition before</source>
        <translation>Comparer avec l’édition précédente</translation>
    </message>
    <message>
        <source>Shipped with the plugin</source>
        <translation>Livrée avec l’extension</translation>
    </message>
    <message>
        <source>None in use</source>
        <translation>Aucune en service</translation>
    </message>
    <message>
        <source>{date} (in use)</source>
        <translation>{date} (en service)</translation>
    </message>
    <message>
        <source>Edition or publication</source>
        <translation>Édition ou publication</translation>
    </message>
    <message>
        <source>Welcome: the maps of a territory, from public data, in three clicks.</source>
        <translation>Bienvenue : les cartes d’un territoire, tirées de données publiques, en trois clics.</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Me montrer</translation>
    </message>
    <message>
        <source>Guide of Territoires d'industrie</source>
        <translation>Guide de Territoires d’industrie</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Search in this page</source>
        <translation>Chercher dans cette page</translation>
    </message>
    <message>
        <source>The guide is not installed with this copy of the plugin.</source>
        <translation>Le guide n’est pas installé avec cette copie de l’extension.</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>Page du guide</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>{title}: something unforeseen happened. The details say what.</source>
        <translation>{title} : un imprévu est survenu. Les détails disent lequel.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>Fill again from the edition in use</source>
        <translation>Remplir de nouveau avec l’édition utilisée</translation>
    </message>
    <message>
        <source>All pages of this territory; what you changed on them stays</source>
        <translation>Toutes les pages de ce territoire ; ce que vous y avez changé reste</translation>
    </message>
    <message>
        <source>Export the map set…</source>
        <translation>Exporter le jeu de cartes…</translation>
    </message>
    <message>
        <source>Printed for the audience that you choose, with its data; this page as it stands: Layout menu</source>
        <translation>Imprimé pour la diffusion que vous choisissez, avec ses données ; cette page telle quelle : menu Mise en page</translation>
    </message>
    <message>
        <source>Zooms to a territory and loads its maps: “ti dunk”.</source>
        <translation>Va à un territoire et charge ses cartes : « ti dunk ».</translation>
    </message>
    <message>
        <source>own perimeter</source>
        <translation>périmètre personnel</translation>
    </message>
    <message>
        <source>Finding room for the symbols…</source>
        <translation>Recherche de place pour les symboles…</translation>
    </message>
    <message>
        <source>Loading {territory}</source>
        <translation>Chargement de {territory}</translation>
    </message>
    <message>
        <source>Maps loaded.</source>
        <translation>Cartes chargées.</translation>
    </message>
    <message>
        <source>The maps of the project follow…</source>
        <translation>Les cartes du projet suivent…</translation>
    </message>
    <message>
        <source>Being edited, and still of the edition before: {layers}.</source>
        <translation>En cours de modification, et encore de l’édition précédente : {layers}.</translation>
    </message>
    <message>
        <source>Not in the new edition, and still of the one before: {layers}.</source>
        <translation>Absentes de la nouvelle édition, et encore de la précédente : {layers}.</translation>
    </message>
    <message>
        <source>{count} layers of the project show the new edition.</source>
        <translation>{count} couches du projet montrent la nouvelle édition.</translation>
    </message>
    <message>
        <source>No longer among your perimeters, and still of the edition before: {perimeters}.</source>
        <translation>Plus parmi vos périmètres, et encore de l’édition précédente : {perimeters}.</translation>
    </message>
    <message>
        <source>Without anything in the new edition, and still of the one before: {perimeters}.</source>
        <translation>Sans rien dans la nouvelle édition, et encore de la précédente : {perimeters}.</translation>
    </message>
    <message>
        <source>They are on “{map}”, which this project does not hold: tick it, then Load.</source>
        <translation>Elles sont sur la « {map} », absente de ce projet : cochez-la, puis Charger.</translation>
    </message>
    <message>
        <source>not installed: {libraries} ({lost}).</source>
        <translation>non installé : {libraries} ({lost}).</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Without pandas no data are refreshed, nothing is printed, and the plugin's own edition cannot be prepared; maps of an edition that is there still load.</source>
        <translation>Sans pandas, rien n’est actualisé ni imprimé et l’édition livrée ne peut être préparée ; les cartes d’une édition déjà présente se chargent.</translation>
    </message>
    <message>
        <source>Without requests no source is asked; all the rest works.</source>
        <translation>Sans requests, aucune source n’est interrogée ; tout le reste fonctionne.</translation>
    </message>
    <message>
        <source>Without pyproj no data are refreshed; all the rest works.</source>
        <translation>Sans pyproj, aucune donnée n’est actualisée ; tout le reste fonctionne.</translation>
    </message>
    <message>
        <source>Without openpyxl no workbook is read or written; all the rest works.</source>
        <translation>Sans openpyxl, aucun classeur n’est lu ni écrit ; tout le reste fonctionne.</translation>
    </message>
    <message>
        <source>no refresh, no printing</source>
        <translation>ni actualisation, ni impression</translation>
    </message>
    <message>
        <source>no refresh</source>
        <translation>aucune actualisation</translation>
    </message>
    <message>
        <source>no workbooks</source>
        <translation>aucun classeur</translation>
    </message>
    <message>
        <source>What does not work</source>
        <translation>Ce qui ne fonctionne pas</translation>
    </message>
    <message>
        <source>No data of this territory: Refresh first.</source>
        <translation>Aucune donnée du territoire : Actualiser d’abord.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Said by the work</source>
        <translation>Messages du traitement</translation>
    </message>
    <message>
        <source>For whoever mends it</source>
        <translation>Pour qui corrigera l’extension</translation>
    </message>
    <message>
        <source>{count} remarks.</source>
        <translation>{count} remarques.</translation>
    </message>
    <message>
        <source>Switch on the Processing plugin first (Plugins menu).</source>
        <translation>Activez d’abord l’extension Processing (menu Extensions).</translation>
    </message>
    <message>
        <source>none; else an address or a folder</source>
        <translation>aucun ; sinon une adresse ou un dossier</translation>
    </message>
    <message>
        <source>Folder of page templates</source>
        <translation>Dossier des modèles de pages</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Audience by default</source>
        <translation>Diffusion par défaut</translation>
    </message>
    <message>
        <source>Paper by default</source>
        <translation>Papier par défaut</translation>
    </message>
    <message>
        <source>Absent classes</source>
        <translation>Classes absentes</translation>
    </message>
    <message>
        <source>Leave out of legends</source>
        <translation>Ne pas les montrer dans les légendes</translation>
    </message>
    <message>
        <source>Sizes of consumers</source>
        <translation>Taille des consommateurs</translation>
    </message>
    <message>
        <source>none; who signs documents</source>
        <translation>aucun ; signe les documents</translation>
    </message>
    <message>
        <source>none; where readers write</source>
        <translation>aucune ; où les lecteurs écrivent</translation>
    </message>
    <message>
        <source>From the next refresh on; maps say what their sizes are measured by.</source>
        <translation>Dès la prochaine actualisation ; les cartes disent d’après quoi les tailles sont mesurées.</translation>
    </message>
    <message>
        <source>There is nothing of that name.</source>
        <translation>Rien ne porte ce nom.</translation>
    </message>
    <message>
        <source>Set for this computer by the environment variable {variable}.</source>
        <translation>Imposé sur ce poste par la variable d’environnement {variable}.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>electricity and gas</source>
        <translation>électricité et gaz</translation>
    </message>
    <message>
        <source>electricity alone</source>
        <translation>électricité seule</translation>
    </message>
    <message>
        <source>gas alone</source>
        <translation>gaz seul</translation>
    </message>
    <message>
        <source>Cache of downloads</source>
        <translation>Cache des téléchargements</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure en cours…</translation>
    </message>
    <message>
        <source>Clear the cache</source>
        <translation>Vider le cache</translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation>Vidage en cours…</translation>
    </message>
    <message>
        <source>{count} sources failed: what they gave before is kept.</source>
        <translation>{count} sources en panne : ce qu’elles avaient donné est gardé.</translation>
    </message>
    <message>
        <source>Refreshing {territory}</source>
        <translation>Actualisation de {territory}</translation>
    </message>
    <message>
        <source>New edition in use.</source>
        <translation>Nouvelle édition en service.</translation>
    </message>
    <message>
        <source>Laying out {territory}</source>
        <translation>Mise en page de {territory}</translation>
    </message>
    <message>
        <source>Pages ready, in a project of their own.</source>
        <translation>Pages prêtes, dans un projet à part.</translation>
    </message>
    <message>
        <source>Exporting {territory}</source>
        <translation>Export de {territory}</translation>
    </message>
    <message>
        <source>Map set printed.</source>
        <translation>Jeu de cartes imprimé.</translation>
    </message>
    <message>
        <source>Writing the profile of {territory}</source>
        <translation>Écriture de la fiche de {territory}</translation>
    </message>
    <message>
        <source>Profile written.</source>
        <translation>Fiche écrite.</translation>
    </message>
    <message>
        <source>Comparing the edition of {date} with the one before</source>
        <translation>Comparaison de l’édition du {date} avec la précédente</translation>
    </message>
    <message>
        <source>Editions compared.</source>
        <translation>Éditions comparées.</translation>
    </message>
    <message>
        <source>{count} territories</source>
        <translation>{count} territoires</translation>
    </message>
    <message>
        <source>Outline of the territory</source>
        <translation>Contour du territoire</translation>
    </message>
    <message>
        <source>Folder of what is printed</source>
        <translation>Dossier des impressions</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>The pages stand in the Layout manager.</source>
        <translation>Les pages sont dans le gestionnaire de mises en page.</translation>
    </message>
    <message>
        <source>The project was closed meanwhile: ask for the pages again.</source>
        <translation>Le projet a été fermé entre-temps : redemandez les pages.</translation>
    </message>
    <message>
        <source>Pages of a territory</source>
        <translation>Pages d’un territoire</translation>
    </message>
    <message>
        <source>Its map pages come into this project: they stand in the Layout manager, live. Pages that are there already are filled anew; what you changed on them stays.</source>
        <translation>Ses pages de cartes viennent dans ce projet : elles sont dans le gestionnaire de mises en page, vivantes. Les pages déjà présentes sont remplies de nouveau ; ce que vous y avez changé reste.</translation>
    </message>
    <message>
        <source>What is being done</source>
        <translation>Travail en cours</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>The step at hand</source>
        <translation>Étape en cours</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Ce qui attend</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop what runs and forget what waits</source>
        <translation>Arrêter ce qui tourne et oublier ce qui attend</translation>
    </message>
    <message>
        <source>{number} of {every}: </source>
        <translation>{number} sur {every} : </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt en cours…</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>et {count} autres</translation>
    </message>
    <message>
        <source>Then:</source>
        <translation>Ensuite :</translation>
    </message>
    <message>
        <source>The plugin's algorithms are not there: switch the plugin off and on again.</source>
        <translation>Les algorithmes de l’extension manquent : désactivez l’extension, puis réactivez-la.</translation>
    </message>
    <message>
        <source>Territory, EPCI or commune</source>
        <translation>Territoire, EPCI ou commune</translation>
    </message>
    <message>
        <source>Search a territory</source>
        <translation>Chercher un territoire</translation>
    </message>
    <message>
        <source>Result of the search</source>
        <translation>Résultat de la recherche</translation>
    </message>
    <message>
        <source>Territories</source>
        <translation>Territoires</translation>
    </message>
    <message>
        <source>Several: with Ctrl or Shift held down</source>
        <translation>Plusieurs : en maintenant Ctrl ou Maj</translation>
    </message>
    <message>
        <source>What is chosen</source>
        <translation>Choix en cours</translation>
    </message>
    <message>
        <source>Outside Hauts-de-France: the plugin has no outlines there.</source>
        <translation>Hors des Hauts-de-France : l’extension n’y a pas de contours.</translation>
    </message>
    <message>
        <source>Nothing resembles “{text}”: try a commune's name.</source>
        <translation>Rien ne ressemble à « {text} » : essayez le nom d’une commune.</translation>
    </message>
    <message>
        <source>Nothing is called “{text}”. Alike:</source>
        <translation>Rien ne s’appelle « {text} ». Noms proches :</translation>
    </message>
    <message>
        <source>{members} EPCI, {towns} communes, {people} inhabitants</source>
        <translation>{members} EPCI, {towns} communes, {people} habitants</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Corriger…</translation>
    </message>
    <message>
        <source>Add my data…</source>
        <translation>Ajouter mes données…</translation>
    </message>
    <message>
        <source>Pages of a territory…</source>
        <translation>Pages d’un territoire…</translation>
    </message>
    <message>
        <source>Print a map set…</source>
        <translation>Imprimer un jeu de cartes…</translation>
    </message>
    <message>
        <source>Welcome…</source>
        <translation>Bienvenue…</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>About…</source>
        <translation>À propos…</translation>
    </message>
    <message>
        <source>Welcome to Territoires d'industrie</source>
        <translation>Bienvenue dans Territoires d’industrie</translation>
    </message>
    <message>
        <source>From a territory's name to its maps</source>
        <translation>Du nom d’un territoire à ses cartes</translation>
    </message>
    <message>
        <source>Choose a territory</source>
        <translation>Choisir un territoire</translation>
    </message>
    <message>
        <source>Where the data come from</source>
        <translation>D’où viennent les données</translation>
    </message>
    <message>
        <source>Your maps</source>
        <translation>Vos cartes</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Open the guide</source>
        <translation>Ouvrir le guide</translation>
    </message>
    <message>
        <source>Load the maps</source>
        <translation>Charger les cartes</translation>
    </message>
    <message>
        <source>Name a territory d'industrie: the plugin puts its maps on the canvas, styled, with the source and date of each symbol, then prints them to PDF with their data.</source>
        <translation>Nommez un territoire d’industrie : l’extension met ses cartes dans la fenêtre, avec leurs symboles, la source et la date de chacun, puis les imprime en PDF avec leurs données.</translation>
    </message>
    <message>
        <source>This takes two minutes. &lt;b&gt;Load the maps&lt;/b&gt; goes there at once.</source>
        <translation>Deux minutes suffisent. &lt;b&gt;Charger les cartes&lt;/b&gt; y mène tout de suite.</translation>
    </message>
    <message>
        <source>A name, an EPCI or a commune; accents do not matter. Data of {territory} come with the plugin; for any other, &lt;b&gt;Refresh&lt;/b&gt; asks the public sources.</source>
        <translation>Un nom, un EPCI ou une commune, avec ou sans accents. Les données de {territory} sont livrées avec l’extension ; pour un autre territoire, &lt;b&gt;Actualiser&lt;/b&gt; interroge les sources publiques.</translation>
    </message>
    <message>
        <source>An edition is a dated snapshot of public data, kept in one file, never changed.</source>
        <translation>Une édition est une photographie datée des données publiques, dans un seul fichier, jamais modifié.</translation>
    </message>
    <message>
        <source>The one that comes with the plugin is of {day}: it needs no network, and knows {territory}.</source>
        <translation>Celle qui est livrée avec l’extension est du {day} : elle se passe de réseau et connaît {territory}.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Refresh&lt;/b&gt; makes a new one, of {count} sources; what does not answer keeps what it said before, and the maps say so.</source>
        <translation>&lt;b&gt;Actualiser&lt;/b&gt; en fait une nouvelle, de {count} sources ; celle qui ne répond pas garde ce qu’elle disait avant, et les cartes le disent.</translation>
    </message>
    <message>
        <source>Publishers: {names}.</source>
        <translation>Producteurs : {names}.</translation>
    </message>
    <message>
        <source>Loading {territory}…</source>
        <translation>Chargement de {territory}…</translation>
    </message>
    <message>
        <source>The dock has all that is needed to try again.</source>
        <translation>Le panneau de l’extension a tout ce qu’il faut pour recommencer.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Refresh&lt;/b&gt; asks the public sources for a new edition; the last one stays.</source>
        <translation>&lt;b&gt;Actualiser&lt;/b&gt; demande une nouvelle édition aux sources publiques ; la dernière reste.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Export&lt;/b&gt; prints these maps to PDF, with their data.</source>
        <translation>&lt;b&gt;Exporter&lt;/b&gt; imprime ces cartes en PDF, avec leurs données.</translation>
    </message>
    <message>
        <source>Identified, a symbol tells its source and opens its page; &lt;b&gt;View › Show Map Tips&lt;/b&gt; tells it under the pointer.</source>
        <translation>Identifié, un symbole dit sa source et en ouvre la page ; &lt;b&gt;Vue › Afficher les infobulles&lt;/b&gt; la dit sous le pointeur.</translation>
    </message>
    <message>
        <source>&lt;b&gt;F1&lt;/b&gt; opens the guide, which needs no network either.</source>
        <translation>&lt;b&gt;F1&lt;/b&gt; ouvre le guide, qui se passe lui aussi de réseau.</translation>
    </message>
    <message>
        <source>{territory} is on the map.</source>
        <translation>{territory} est sur la carte.</translation>
    </message>
    <message>
        <source>And now:</source>
        <translation>Et maintenant :</translation>
    </message>
    <message>
        <source>Two of the files would be kept under the name "{name}": give them other names.</source>
        <translation>Deux des fichiers seraient conservés sous le nom « {name} » : donnez-leur d’autres noms.</translation>
    </message>
    <message>
        <source>The edition {path} was made for the audience "{audience}": import into an edition of your own.</source>
        <translation>L’édition {path} a été faite pour le public « {audience} » : importez dans une édition à vous.</translation>
    </message>
    <message>
        <source>The column "{column}" of your file is chosen twice: choose another for one of them.</source>
        <translation>La colonne « {column} » de votre fichier est choisie deux fois : choisissez-en une autre.</translation>
    </message>
    <message>
        <source>Choose both coordinates, or neither.</source>
        <translation>Choisissez les deux coordonnées, ou aucune.</translation>
    </message>
    <message>
        <source>Nothing says where the rows are: choose the columns of the coordinates, of the commune or of its INSEE code.</source>
        <translation>Rien ne dit où sont les lignes : choisissez les colonnes des coordonnées, de la commune ou de son code INSEE.</translation>
    </message>
    <message>
        <source>An address needs its commune: choose the column of the commune or its code.</source>
        <translation>Une adresse a besoin de sa commune : choisissez la colonne de la commune ou de son code.</translation>
    </message>
    <message>
        <source>An import named "{name}" is there already ({file}): ask for it to be replaced, or give this one another name.</source>
        <translation>Un import nommé « {name} » existe déjà ({file}) : demandez son remplacement, ou donnez un autre nom à celui-ci.</translation>
    </message>
    <message>
        <source>The import cannot be kept in {folder} ({reason}): check the free space and the rights there, or choose another folder.</source>
        <translation>L’import ne peut pas être conservé dans {folder} ({reason}) : vérifiez l’espace libre et les droits, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>There is no file or folder {path}: choose your own data again, or none.</source>
        <translation>Il n’y a ni fichier ni dossier {path} : choisissez de nouveau vos données, ou laissez ce champ vide.</translation>
    </message>
    <message>
        <source>it has no layer "{sheet}" (it has: {sheets})</source>
        <translation>il n’a pas de couche « {sheet} » (il a : {sheets})</translation>
    </message>
    <message>
        <source>it has no row</source>
        <translation>il n’a aucune ligne</translation>
    </message>
    <message>
        <source>Your file {file} cannot be used: {reason}. Correct it, or save it again as CSV in UTF-8 or as GeoPackage.</source>
        <translation>Votre fichier {file} n’est pas utilisable : {reason}. Corrigez-le, ou enregistrez-le de nouveau en CSV (UTF-8) ou en GeoPackage.</translation>
    </message>
    <message>
        <source>Nothing in your file {file} says which layer of the atlas it is for: choose the layer (for instance {names}).</source>
        <translation>Rien dans votre fichier {file} ne dit à quelle couche de l’atlas il est destiné : choisissez la couche (par exemple {names}).</translation>
    </message>
    <message>
        <source>The atlas has no layer "{name}" that your own data may go to (nearest: {near}).</source>
        <translation>L’atlas n’a pas de couche « {name} » qui puisse recevoir vos données (les plus proches : {near}).</translation>
    </message>
    <message>
        <source>The mapping of your file {file} names "{missing}", which is not there (nearest: {near}): correct it.</source>
        <translation>La correspondance de votre fichier {file} nomme « {missing} », qui n’y est pas (le plus proche : {near}) : corrigez-la.</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>The project has no layer "{name}" that can be imported (nearest: {near}).</source>
        <translation>Le projet n’a pas de couche « {name} » à importer (les plus proches : {near}).</translation>
    </message>
    <message>
        <source>Nothing says which layer of the atlas "{name}" is for: write "{name} = wasteheat" for instance.</source>
        <translation>Rien ne dit à quelle couche de l’atlas « {name} » est destinée : écrivez par exemple « {name} = wasteheat ».</translation>
    </message>
    <message>
        <source>There is no file of the layer {name}.</source>
        <translation>La couche {name} n’a pas de fichier.</translation>
    </message>
    <message>
        <source>"{part}" is no pair: write what stands in your file, "=", and what it is in the atlas, with a semicolon between two pairs.</source>
        <translation>« {part} » n’est pas un couple : écrivez ce qui figure dans votre fichier, « = », puis ce que c’est dans l’atlas, avec un point-virgule entre deux couples.</translation>
    </message>
    <message>
        <source>No sheet or layer of your file {file} ({sheets}) says which layer of the atlas it is for: choose the one to read and the layer that it goes to.</source>
        <translation>Aucune feuille ni couche de votre fichier {file} ({sheets}) ne dit à quelle couche de l’atlas elle est destinée : choisissez celle à lire et la couche où elle va.</translation>
    </message>
    <message>
        <source>Unknown indicator “{name}”: choose one of those that the help lists, such as {near}.</source>
        <translation>Indicateur inconnu « {name} » : choisissez l’un de ceux que l’aide énumère, comme {near}.</translation>
    </message>
    <message>
        <source>{file} cannot be read ({error}): install the plugin again, or mend the file.</source>
        <translation>{file} est illisible ({error}) : réinstallez l’extension, ou réparez le fichier.</translation>
    </message>
    <message>
        <source>{file}: its columns are {found} where {wanted} are needed: mend the first line.</source>
        <translation>{file} : les colonnes sont {found}, alors qu’il faut {wanted} ; corrigez la première ligne.</translation>
    </message>
    <message>
        <source>{file}, line {line}, column "{column}": {value!r} does not fit; mend it.</source>
        <translation>{file}, ligne {line}, colonne « {column} » : la valeur {value!r} ne convient pas ; corrigez-la.</translation>
    </message>
    <message>
        <source>{file} has no bookmarks: this QGIS writes PDF files in a way unknown to us.</source>
        <translation>{file} n’a pas de signets : ce QGIS écrit les PDF d’une manière que l’extension ne connaît pas.</translation>
    </message>
    <message>
        <source>{path} was not written: the GDAL of this QGIS cannot read PDF pages, so not join them either; use a QGIS whose GDAL was built with poppler or pdfium.</source>
        <translation>{path} n’a pas été écrit : la bibliothèque GDAL de ce QGIS ne lit pas les pages PDF et ne peut donc pas les assembler ; utilisez un QGIS dont GDAL comprend poppler ou pdfium.</translation>
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
        <source>Template {template} is too small for a line of text: make its item “body” larger.</source>
        <translation>Le modèle {template} est trop petit pour une ligne de texte : agrandissez son élément « body ».</translation>
    </message>
    <message>
        <source>Template {path} is no page of QGIS: save it from a print layout of one page.</source>
        <translation>Le modèle {path} n’est pas une page de QGIS : enregistrez-le depuis une mise en page d’une seule page.</translation>
    </message>
    <message>
        <source>There is no folder {path}: choose that of your templates.</source>
        <translation>Le dossier {path} n’existe pas : choisissez celui de vos modèles.</translation>
    </message>
    <message>
        <source>Logo {path} is not there: choose a picture.</source>
        <translation>Le logo {path} est introuvable : choisissez une image.</translation>
    </message>
    <message>
        <source>Logo {path} is no picture: choose an SVG, a PNG or a JPEG.</source>
        <translation>Le logo {path} n’est pas une image : choisissez un SVG, un PNG ou un JPEG.</translation>
    </message>
    <message>
        <source>Page “{page}” ({template}) has no item “{id}”: give one of its items that id, or ask for new pages.</source>
        <translation>La page « {page} » ({template}) n’a pas d’élément « {id} » : donnez cet identifiant à l’un de ses éléments, ou demandez de nouvelles pages.</translation>
    </message>
    <message>
        <source>Template {path} cannot be read ({reason}): save it again from QGIS.</source>
        <translation>Le modèle {path} ne peut pas être lu ({reason}) : enregistrez-le de nouveau depuis QGIS.</translation>
    </message>
    <message>
        <source>Template {path} is damaged at line {line} ({reason}): save it again from QGIS.</source>
        <translation>Le modèle {path} est abîmé à la ligne {line} ({reason}) : enregistrez-le de nouveau depuis QGIS.</translation>
    </message>
    <message>
        <source>Not installed: {library}; add it to the Python that QGIS runs on, then restart QGIS.</source>
        <translation>Non installé : {library} ; ajoutez-le au Python de QGIS, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>Not installed: {library}; run `{command}` in the OSGeo4W Shell, then restart QGIS.</source>
        <translation>Non installé : {library} ; lancez `{command}` dans l’OSGeo4W Shell, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>Not installed: {library}; run `{command}` in a terminal, then restart QGIS.</source>
        <translation>Non installé : {library} ; lancez `{command}` dans un terminal, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>{host} gave no map tile</source>
        <translation>{host} n’a pas donné de tuile de carte</translation>
    </message>
    <message>
        <source>Plan IGN could not be fetched ({reason}): pages are printed on the plugin's own base.</source>
        <translation>Le Plan IGN n’a pas pu être récupéré ({reason}) : les pages sont imprimées sur le fond de l’extension.</translation>
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
        <source>{territory}: the pages stored in the folder keep their paper and template; ask for new pages to change these.</source>
        <translation>{territory} : les pages enregistrées dans le dossier gardent leur papier et leur modèle ; demandez de nouvelles pages pour en changer.</translation>
    </message>
    <message>
        <source>{path} also has the maps {maps}, which would be lost, as their pages are not stored beside it: print these too, or choose another folder.</source>
        <translation>{path} contient aussi les cartes {maps}, qui seraient perdues, car leurs pages ne sont pas enregistrées à côté : imprimez-les aussi, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>{url} is no web address: correct the source's address in the catalogue.</source>
        <translation>{url} n’est pas une adresse web : corrigez l’adresse de la source dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{host} sends the request on to an address of the scheme {scheme}, which is not followed: correct the source's address in the catalogue.</source>
        <translation>{host} renvoie la demande vers une adresse de type {scheme}, qui n’est pas suivie : corrigez l’adresse de la source dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{host} sends the request on from https to http ({target}), where anybody could change what comes, so it is not followed: correct the source's address in the catalogue.</source>
        <translation>{host} renvoie la demande de https vers http ({target}), où n’importe qui pourrait modifier les données en chemin ; ce renvoi n’est pas suivi : corrigez l’adresse de la source dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The mirror has no file {path}, which would answer for {host}: put it there, or work without the mirror.</source>
        <translation>Le miroir n’a pas le fichier {path}, qui répondrait à la place de {host} : ajoutez-le, ou ôtez le réglage du miroir.</translation>
    </message>
    <message>
        <source>A request ended without answer.</source>
        <translation>Une demande est restée sans réponse.</translation>
    </message>
    <message>
        <source>The index of the cache in {folder} cannot be written ({reason}): make room on that disk, or make the folder writable.</source>
        <translation>L’index du cache dans {folder} ne peut pas être écrit ({reason}) : vérifiez la place libre et les droits de ce dossier.</translation>
    </message>
    <message>
        <source>The cache in {folder} cannot be written ({reason}): make room on that disk, or make the folder writable.</source>
        <translation>Le cache dans {folder} ne peut pas être écrit ({reason}) : vérifiez la place libre et les droits de ce dossier.</translation>
    </message>
    <message>
        <source>What was fetched cannot be written to {folder} ({reason}): make room on that disk.</source>
        <translation>Ce qui a été récupéré ne peut pas être écrit dans {folder} ({reason}) : faites de la place sur ce disque.</translation>
    </message>
    <message>
        <source>Offline, and {url} of {host} was never fetched before: fetch once online.</source>
        <translation>Hors ligne, et {url} ({host}) n’est pas dans le cache : faites d’abord une récupération en ligne.</translation>
    </message>
    <message>
        <source>{host} sends the request for {url} on more than {most} times: correct the source's address in the catalogue.</source>
        <translation>{host} renvoie la demande de {url} plus de {most} fois de suite : corrigez l’adresse de la source dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{host} said nothing for {seconds} seconds ({url}): try again later.</source>
        <translation>{host} n’a rien répondu pendant {seconds} secondes ({url}) : réessayez plus tard.</translation>
    </message>
    <message>
        <source>The answer of {host} broke off before its end ({url}: {reason}) and nothing of it was kept: try again later.</source>
        <translation>La réponse de {host} s’est interrompue avant la fin ({url} : {reason}) ; rien n’en a été gardé : réessayez plus tard.</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason}): check the connection and the proxy in the options of QGIS, then try again.</source>
        <translation>{host} est injoignable ({reason}) : vérifiez la connexion, et le proxy dans les options de QGIS, puis réessayez.</translation>
    </message>
    <message>
        <source>{host} does not allow {url} (status {status}){said}: check the proxy and the authentication in the options of QGIS.</source>
        <translation>{host} refuse l’accès à {url} (statut {status}){said} : vérifiez le proxy et l’authentification dans les options de QGIS.</translation>
    </message>
    <message>
        <source>The server of {host} is out of order (status {status}, {url}){said}: try again later.</source>
        <translation>Le serveur {host} est en panne (statut {status}, {url}){said} : réessayez plus tard.</translation>
    </message>
    <message>
        <source>{host} does not give {url} (status {status}){said}: correct the source's address in the catalogue, or try again later.</source>
        <translation>{host} ne donne pas {url} (statut {status}){said} : corrigez l’adresse de la source dans votre catalogue (sources.json), ou réessayez plus tard.</translation>
    </message>
    <message>
        <source>{host} has been asked too often (status {status}){said}: try again later.</source>
        <translation>{host} a reçu trop de demandes (statut {status}){said} : réessayez plus tard.</translation>
    </message>
    <message>
        <source>{host} has been asked too often (status {status}){said}: try again in {seconds} seconds.</source>
        <translation>{host} a reçu trop de demandes (statut {status}){said} : réessayez dans {seconds} secondes.</translation>
    </message>
    <message>
        <source>The work on {name} was broken off ({reason}): try again.</source>
        <translation>Le travail sur {name} s’est interrompu ({reason}) : recommencez.</translation>
    </message>
    <message>
        <source>{path} is no QGIS project: choose a .qgz or .qgs file.</source>
        <translation>{path} n’est pas un projet QGIS : choisissez un fichier .qgz ou .qgs.</translation>
    </message>
    <message>
        <source>The project {path} cannot be read ({reason}): open it in QGIS and save it again.</source>
        <translation>Le projet {path} ne peut pas être lu ({reason}) : ouvrez-le dans QGIS et enregistrez-le de nouveau.</translation>
    </message>
    <message>
        <source>The layer "{name}" cannot be read ({reason}): export it from QGIS as GeoPackage, then import that file.</source>
        <translation>La couche « {name} » ne peut pas être lue ({reason}) : exportez-la depuis QGIS en GeoPackage, puis importez ce fichier.</translation>
    </message>
    <message>
        <source>No code is given: list SIREN of EPCI, INSEE codes of communes, départements (59), or R32 for the region, or choose a layer with a polygon.</source>
        <translation>Aucun code n’est donné : énumérez des SIREN d’EPCI, des codes INSEE de communes, des départements (59), ou R32 pour la région, ou choisissez une couche avec un polygone.</translation>
    </message>
    <message>
        <source>The code “{code}” is not known: did you mean {near}?</source>
        <translation>Le code « {code} » n’est pas connu : vouliez-vous dire {near} ?</translation>
    </message>
    <message>
        <source>“{code}” is no code that the plugin knows: give SIREN of EPCI, INSEE codes of communes or départements; it knows the EPCI that touch Hauts-de-France (COG 2026).</source>
        <translation>« {code} » n’est pas un code que l’extension connaît : donnez des SIREN d’EPCI, des codes INSEE de communes ou des départements ; elle connaît les EPCI qui touchent les Hauts-de-France (COG 2026).</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}): choose a text file of codes.</source>
        <translation>{path} ne peut pas être lu ({reason}) : choisissez un fichier texte de codes.</translation>
    </message>
    <message>
        <source>{path} is no text file: save its column of codes as CSV or text.</source>
        <translation>{path} n’est pas un fichier texte : enregistrez sa colonne de codes en CSV ou en texte.</translation>
    </message>
    <message>
        <source>“{name}” cannot name a perimeter: give a name with letters, of at most {most} signs.</source>
        <translation>« {name} » ne peut pas nommer un périmètre : donnez un nom avec des lettres, de {most} signes au plus.</translation>
    </message>
    <message>
        <source>“{name}” has a comma, which separates the names of territories: leave it out.</source>
        <translation>« {name} » contient une virgule, qui sépare les noms de territoires : retirez-la.</translation>
    </message>
    <message>
        <source>The perimeter “{name}” has {count} communes, of which the plugin does not know {unknown}: it knows those of the EPCI that touch Hauts-de-France (COG 2026).</source>
        <translation>Le périmètre « {name} » a {count} communes, dont l’extension ne connaît pas {unknown} : elle connaît celles des EPCI qui touchent les Hauts-de-France (COG 2026).</translation>
    </message>
    <message>
        <source>“{name}” names a territory already ({taken}): give the perimeter another name.</source>
        <translation>« {name} » nomme déjà un territoire ({taken}) : donnez un autre nom au périmètre.</translation>
    </message>
    <message>
        <source>No commune known to the plugin has half of its surface in the polygon: draw it over Hauts-de-France, around whole communes, in a layer whose CRS is right.</source>
        <translation>Aucune commune connue de l’extension n’a la moitié de sa surface dans le polygone : dessinez-le sur les Hauts-de-France, autour de communes entières, dans une couche au bon système de coordonnées.</translation>
    </message>
    <message>
        <source>There is a perimeter “{name}” already ({path}): ask for it to be replaced, or give another name.</source>
        <translation>Un périmètre « {name} » existe déjà ({path}) : demandez son remplacement, ou donnez un autre nom.</translation>
    </message>
    <message>
        <source>The perimeter cannot be written to {path} ({reason}): check the free space and the rights there.</source>
        <translation>Le périmètre ne peut pas être écrit dans {path} ({reason}) : vérifiez l’espace libre et les droits.</translation>
    </message>
    <message>
        <source>{path} cannot be deleted ({reason}): close what has it open.</source>
        <translation>{path} ne peut pas être effacé ({reason}) : fermez ce qui l’a ouvert.</translation>
    </message>
    <message>
        <source>No perimeter of your own is called “{text}”; those saved are: {names}.</source>
        <translation>Aucun périmètre à vous ne s’appelle « {text} » ; ceux enregistrés : {names}.</translation>
    </message>
    <message>
        <source>{path} is no perimeter that can be used ({reason}): save it again, or delete it.</source>
        <translation>{path} n’est pas un périmètre utilisable ({reason}) : enregistrez-le de nouveau, ou effacez-le.</translation>
    </message>
    <message>
        <source>The edition {path} was made for perimeters of one's own ({perimeters}): choose the edition that it was made of.</source>
        <translation>L’édition {path} a été faite pour des périmètres propres ({perimeters}) : choisissez l’édition dont elle a été tirée.</translation>
    </message>
    <message>
        <source>“{first}” and “{second}” share {count} communes: ask for one of them at a time.</source>
        <translation>« {first} » et « {second} » ont {count} communes en commun : demandez l’un puis l’autre.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): close it in other programs, check the free space and the rights there, or choose another folder.</source>
        <translation>{path} ne peut pas être écrit ({reason}) : fermez-le dans les autres programmes, vérifiez la place libre et les droits à cet endroit, ou choisissez un autre dossier.</translation>
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
        <source>The layer "{layer}" still tells of the source "{source}", which is not for this audience: make its layers and pages from the edition for this audience.</source>
        <translation>La couche « {layer} » parle encore de la source « {source} », qui n’est pas pour cette diffusion : faites ses couches et ses pages à partir de l’édition pour cette diffusion.</translation>
    </message>
    <message>
        <source>{path} is an edition without a project: there is nothing to mend.</source>
        <translation>{path} est une édition sans projet : il n’y a rien à réparer.</translation>
    </message>
    <message>
        <source>None of the {count} sources answered, so no edition was written and the last one stays. The first said: {error}</source>
        <translation>Aucune des {count} sources n’a répondu : aucune édition n’a été écrite et la dernière reste en place. La première a dit : {error}</translation>
    </message>
    <message>
        <source>The source "{title}" answered without a single row, where the edition of {day} has some: look at {page}; if they are gone for good, fetch with the embedded edition as the one to take over from.</source>
        <translation>La source « {title} » a répondu sans aucune ligne, alors que l’édition du {day} en a : consultez {page} ; si elles ont vraiment disparu, récupérez de nouveau avec l’édition embarquée comme édition de secours.</translation>
    </message>
    <message>
        <source>{path} does not say who has reviewed it: give an author.</source>
        <translation>{path} ne dit pas qui l’a relu : donnez un auteur.</translation>
    </message>
    <message>
        <source>{path} has no sheet of objects to review: choose the workbook that was sent to the référent and came back.</source>
        <translation>{path} n’a pas de feuille d’objets à vérifier : choisissez le classeur envoyé au référent et revenu.</translation>
    </message>
    <message>
        <source>{path} is too large to be a workbook of a review.</source>
        <translation>{path} est trop gros pour être un classeur de relecture.</translation>
    </message>
    <message>
        <source>{path} cannot be read as an XLSX workbook ({reason}): open it in a spreadsheet and save it as XLSX.</source>
        <translation>{path} ne peut pas être lu comme un classeur XLSX ({reason}) : ouvrez-le dans un tableur et enregistrez-le en XLSX.</translation>
    </message>
    <message>
        <source>The statuses of the fiches in {path} cannot be read ({reason}): take back a copy of that file, or take it away.</source>
        <translation>Les statuts des fiches de {path} ne peuvent pas être lus ({reason}) : reprenez une copie de ce fichier, ou retirez-le.</translation>
    </message>
    <message>
        <source>The statuses of the fiches cannot be kept in {path} ({reason}): close it in other programs, or check the rights there.</source>
        <translation>Les statuts des fiches ne peuvent pas être conservés dans {path} ({reason}) : fermez-le dans les autres programmes, ou vérifiez les droits.</translation>
    </message>
    <message>
        <source>The plugin is incomplete, install it again: {file} cannot be read.</source>
        <translation>L’extension est incomplète, réinstallez-la : {file} est illisible.</translation>
    </message>
    <message>
        <source>Part {name} of the web page is missing ({reason}): install the plugin again.</source>
        <translation>La partie {name} de la page web est absente ({reason}) : réinstallez l’extension.</translation>
    </message>
    <message>
        <source>Part {name} of the web page holds {text}, which would end it: install the plugin again.</source>
        <translation>La partie {name} de la page web contient {text}, qui la terminerait : réinstallez l’extension.</translation>
    </message>
    <message>
        <source>Nothing is asked for: choose the page, the PDF or the data.</source>
        <translation>Rien n’est demandé : choisissez la page, le PDF ou les données.</translation>
    </message>
    <message>
        <source>The folder {path} cannot be filled ({reason}): choose another, or make room.</source>
        <translation>Le dossier {path} ne peut pas être rempli ({reason}) : choisissez-en un autre, ou faites de la place.</translation>
    </message>
    <message>
        <source>{file} was too heavy to go by mail: it was printed again at {dots} dots per inch.</source>
        <translation>{file} était trop lourd pour passer par courriel : il a été réimprimé à {dots} points par pouce.</translation>
    </message>
    <message>
        <source>{file} weighs {weight} MB, more than the {most} MB that go by mail: ask for fewer maps, or a lighter logo.</source>
        <translation>{file} pèse {weight} Mo, plus que les {most} Mo qui passent par courriel : demandez moins de cartes, ou un logo plus léger.</translation>
    </message>
    <message>
        <source>The page cannot be written ({reason}): a figure of the edition is no number.</source>
        <translation>La page ne peut pas être écrite ({reason}) : un chiffre de l’édition n’est pas un nombre.</translation>
    </message>
    <message>
        <source>it is a broken zip archive ({reason})</source>
        <translation>c’est une archive zip abîmée ({reason})</translation>
    </message>
    <message>
        <source>it is a zip archive of {members} members</source>
        <translation>c’est une archive zip de {members} fichiers, ce qui est trop</translation>
    </message>
    <message>
        <source>its member {member} is broken ({reason})</source>
        <translation>le fichier {member} de l’archive est abîmé ({reason})</translation>
    </message>
    <message>
        <source>it has no member {member}</source>
        <translation>l’archive n’a pas de fichier {member}</translation>
    </message>
    <message>
        <source>its member {member} leads out of the archive</source>
        <translation>le fichier {member} de l’archive désigne un emplacement hors d’elle</translation>
    </message>
    <message>
        <source>its member {member} is encrypted</source>
        <translation>le fichier {member} de l’archive est chiffré</translation>
    </message>
    <message>
        <source>its member {member} would take {size} MB once unpacked</source>
        <translation>le fichier {member} de l’archive prendrait {size} Mo une fois décompressé</translation>
    </message>
    <message>
        <source>it lacks what is to be read among its members ({members})</source>
        <translation>l’archive n’a pas le fichier à lire (elle contient : {members})</translation>
    </message>
    <message>
        <source>it has no layer {wanted} among {layers}</source>
        <translation>il n’a pas de couche {wanted} (couches présentes : {layers})</translation>
    </message>
    <message>
        <source>The address of the source {source} has a {place}, and the catalogue gives it no filters: add some, or take it out of the address in your own catalogue.</source>
        <translation>L’adresse de la source {source} comporte {place}, mais le catalogue ne donne aucun filtre (« filters ») pour la remplir : ajoutez-en, ou ôtez {place} de l’adresse, dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The address of the source {source} has a {place} that nothing fills: correct it in your own catalogue, where it may have {places}.</source>
        <translation>L’adresse de la source {source} comporte {place}, que rien ne remplit : corrigez-la dans votre catalogue (sources.json) ; elle peut comporter {places}.</translation>
    </message>
    <message>
        <source>bytes that are no text</source>
        <translation>des octets qui ne sont pas du texte</translation>
    </message>
    <message>
        <source>an empty answer</source>
        <translation>une réponse vide</translation>
    </message>
    <message>
        <source>a page (“{said}”)</source>
        <translation>une page web (« {said} »)</translation>
    </message>
    <message>
        <source>{publisher} answered for the source {source} with an error instead of data (“{said}”): try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, a répondu par une erreur au lieu des données (« {said} ») : réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>something else than a list of rows</source>
        <translation>autre chose qu’une liste de lignes</translation>
    </message>
    <message>
        <source>no number of rows</source>
        <translation>une réponse sans nombre de lignes</translation>
    </message>
    <message>
        <source>{publisher} announced {announced} rows of the source {source} and gave {rows}: nothing of them was taken, try again later.</source>
        <translation>Le serveur de la source {source}, {publisher}, a annoncé {announced} lignes et en a donné {rows} : rien n’en a été gardé, réessayez plus tard.</translation>
    </message>
    <message>
        <source>{publisher} gave {row} twice in the source {source}, whose pages changed while they were read: try again later.</source>
        <translation>Le serveur de la source {source}, {publisher}, a donné deux fois {row}, car ses pages ont changé pendant la lecture : réessayez plus tard.</translation>
    </message>
    <message>
        <source>{publisher} gave {what} for the source {source} instead of its data: try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, a donné {what} au lieu des données : réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>{publisher} broke off in the middle of the source {source} (“{said}”): nothing of it was taken, try again later.</source>
        <translation>Le serveur de la source {source}, {publisher}, s’est interrompu au milieu des données (« {said} ») : rien n’en a été gardé, réessayez plus tard.</translation>
    </message>
    <message>
        <source>JSON that is broken or cut off (“{said}”)</source>
        <translation>du JSON abîmé ou tronqué (« {said} »)</translation>
    </message>
    <message>
        <source>{publisher} no longer publishes the source {source} there (HTTP {status}): see {page}, then correct its address in your own catalogue.</source>
        <translation>La source {source}, {publisher}, n’est plus publiée à cette adresse (HTTP {status}) : consultez {page}, puis corrigez l’adresse dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{publisher} has no brownfield for {request} in the source {source}, where there are hundreds: try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, ne donne aucune friche (département : {request}), alors qu’il y en a des centaines : réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>{publisher} gave the {rows} sites of the source {source} without any shape: nothing of them was taken, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, a donné les {rows} sites sans aucune géométrie : rien n’en a été gardé, consultez {page}.</translation>
    </message>
    <message>
        <source>it is no kind of file that is read here ("{kind}")</source>
        <translation>ce type de fichier n’est pas lu ici (« {kind} »)</translation>
    </message>
    <message>
        <source>{publisher} gave no row of the source {source} for {year}, though every EPCI has businesses: its filter was misunderstood, try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, n’a donné aucune ligne pour {year}, alors que chaque EPCI a des établissements : le filtre n’a pas été compris ; réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>The address of the source {source} must have a path that ends in /lines, as those of data-fair do: correct it in your own catalogue.</source>
        <translation>L’adresse de la source {source} doit avoir un chemin qui finit par /lines, comme celles de data-fair : corrigez-la dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{publisher} does not say the latest year of the source {source}: see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, ne dit pas quelle est sa dernière année : consultez {page}.</translation>
    </message>
    <message>
        <source>something else than a page of lines</source>
        <translation>autre chose qu’une page de lignes</translation>
    </message>
    <message>
        <source>lines of other EPCI than {siren}</source>
        <translation>des lignes d’autres EPCI que {siren}</translation>
    </message>
    <message>
        <source>{publisher} withdrew the dataset of the source {source}: see {page}.</source>
        <translation>Le jeu de données de la source {source}, {publisher}, a été retiré : consultez {page}.</translation>
    </message>
    <message>
        <source>The dataset of the source {source} has no readable resource named "{wanted}" (it has {titles}): see {page}, then correct the title in your own catalogue.</source>
        <translation>Le jeu de données de la source {source} n’a pas de ressource lisible nommée « {wanted} » (il a : {titles}) : consultez {page}, puis corrigez le titre dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The file of the source {source} is not the one that data.gouv.fr describes (another checksum): try again later, and if it stays, see {page}.</source>
        <translation>Le fichier de la source {source} n’est pas celui que décrit data.gouv.fr (somme de contrôle différente) : réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>None of the {rows} rows in the file of the source {source} is near these territories, where some must be: see {page}.</source>
        <translation>Aucune des {rows} lignes du fichier de la source {source} n’est près de ces territoires, où il doit y en avoir : consultez {page}.</translation>
    </message>
    <message>
        <source>it is a page, not a table</source>
        <translation>c’est une page web et non une table</translation>
    </message>
    <message>
        <source>it has no heading</source>
        <translation>il n’a pas de ligne d’en-tête</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>ce n’est pas du texte</translation>
    </message>
    <message>
        <source>it is no text in the encoding "{encoding}"</source>
        <translation>ce n’est pas un texte en codage « {encoding} »</translation>
    </message>
    <message>
        <source>its line {line} is not delimited text ({reason})</source>
        <translation>sa ligne {line} n’est pas du texte délimité ({reason})</translation>
    </message>
    <message>
        <source>its line {line} has {cells} cells under {headings} headings</source>
        <translation>sa ligne {line} a {cells} cellules pour {headings} en-têtes</translation>
    </message>
    <message>
        <source>{publisher} gave no row of the source {source} for the area, where every territory consumes energy: the codes of communes may have changed, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, n’a donné aucune ligne pour ces territoires, alors que tous consomment de l’énergie : les codes des communes ont peut-être changé, consultez {page}.</translation>
    </message>
    <message>
        <source>{publisher} publishes no file for the source {source} (looked for: {dataset}): see {page}, then name its datafile in the address of your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, n’a pas de fichier pour elle (cherché : {dataset}) : consultez {page}, puis nommez son « datafile » dans son adresse, dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The address of the source {source} must be DiDo's …/datasets or …/datafiles/(rid)/csv without braces: correct it in your own catalogue.</source>
        <translation>L’adresse de la source {source} doit être celle de DiDo, …/datasets ou …/datafiles/(rid)/csv, sans accolades : corrigez-la dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The catalogue must name FILIERE=E or FILIERE=G in the dataset of the source {source}, or one datafile in its address: correct it in your own catalogue.</source>
        <translation>Le catalogue doit donner FILIERE=E ou FILIERE=G dans le « dataset » de la source {source}, ou un seul « datafile » dans son adresse : corrigez-la dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>rows of another FILIERE than {energy}</source>
        <translation>des lignes d’une autre FILIERE que {energy}</translation>
    </message>
    <message>
        <source>a CSV file that is broken ({reason})</source>
        <translation>un fichier CSV abîmé ({reason})</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>du JSON</translation>
    </message>
    <message>
        <source>{publisher} gave a file for the source {source} that ends in the middle of a row: nothing of it was taken, try again later.</source>
        <translation>Le serveur de la source {source}, {publisher}, a donné un fichier qui finit au milieu d’une ligne : rien n’en a été gardé, réessayez plus tard.</translation>
    </message>
    <message>
        <source>The source {source} no longer has the column "{missing}" (nearest: {near}): update the plugin, or correct the source in your own catalogue.</source>
        <translation>La source {source} n’a plus la colonne « {missing} » (noms proches : {near}) : mettez l’extension à jour, ou corrigez la source dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>its features are not a list of objects</source>
        <translation>ses entités ne forment pas une liste d’objets</translation>
    </message>
    <message>
        <source>a feature's properties are not an object</source>
        <translation>les propriétés d’une entité ne sont pas un objet</translation>
    </message>
    <message>
        <source>a CSV file without {columns}</source>
        <translation>un fichier CSV sans {columns}</translation>
    </message>
    <message>
        <source>none of the addresses that it was sent</source>
        <translation>une réponse sans aucune des adresses envoyées</translation>
    </message>
    <message>
        <source>{publisher} has no installation for {request} in the source {source}, where there are thousands: try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, ne donne aucune installation (département : {request}), alors qu’il y en a des milliers : réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>{publisher} still had more of the source {source} after {pages} pages: check its address in your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, avait encore des lignes après {pages} pages : vérifiez son adresse dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The mapping {file} cannot be read ({reason}): correct it, or delete it to have it made anew.</source>
        <translation>La correspondance {file} est illisible ({reason}) : corrigez-la, ou supprimez-la pour qu’elle soit refaite.</translation>
    </message>
    <message>
        <source>The mapping {file} is not a list of your columns with the atlas' names: correct it, or delete it to have it made anew.</source>
        <translation>La correspondance {file} n’est pas une liste de vos colonnes avec les noms de l’atlas : corrigez-la, ou supprimez-la pour qu’elle soit refaite.</translation>
    </message>
    <message>
        <source>No file of {path} is named after a layer of the atlas ({names}): rename it, for instance wasteheat.csv, or give its layer or sheet that name.</source>
        <translation>{path} : aucun fichier ne porte le nom d’une couche de l’atlas ({names}). Renommez-le, par exemple wasteheat.csv, ou donnez ce nom à sa couche ou à sa feuille.</translation>
    </message>
    <message>
        <source>Your file {file} cannot be opened: {reason}. Save it again, or take it out of the folder of your own data.</source>
        <translation>Votre fichier {file} ne peut pas être ouvert : {reason}. Enregistrez-le de nouveau, ou retirez-le du dossier de vos données.</translation>
    </message>
    <message>
        <source>The mapping of your file {file} names "{missing}", which is not there (nearest: {near}): correct it, or delete it to have it made anew.</source>
        <translation>La correspondance de votre fichier {file} nomme « {missing} », qui n’existe pas (noms proches : {near}) : corrigez-la, ou supprimez-la pour qu’elle soit refaite.</translation>
    </message>
    <message>
        <source>{publisher} gave no row of the source {source} for the EPCI {sirens}, though each has employers: its geography may have changed, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, n’a donné aucune ligne pour les EPCI {sirens}, alors que chacun a des employeurs : les contours des EPCI y ont peut-être changé, consultez {page}.</translation>
    </message>
    <message>
        <source>something else than observations</source>
        <translation>autre chose que des observations</translation>
    </message>
    <message>
        <source>observations without dimensions</source>
        <translation>des observations sans dimensions</translation>
    </message>
    <message>
        <source>observations without a year</source>
        <translation>des observations sans année</translation>
    </message>
    <message>
        <source>{publisher} gave no row of the source {source}, which cannot be empty: its filter was misunderstood, try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, n’a donné aucune ligne, alors qu’il doit y en avoir : le filtre n’a pas été compris ; réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>The address of the source {source} must end in /exports/json or /exports/geojson and a query, as Opendatasoft's do: correct it in your own catalogue.</source>
        <translation>L’adresse de la source {source} doit finir par /exports/json ou /exports/geojson suivi d’une requête, comme celles d’Opendatasoft : corrigez-la dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>no description of the dataset</source>
        <translation>une réponse sans description du jeu de données</translation>
    </message>
    <message>
        <source>features without properties</source>
        <translation>des entités sans propriétés</translation>
    </message>
    <message>
        <source>rows without a single shape</source>
        <translation>des lignes sans aucune géométrie</translation>
    </message>
    <message>
        <source>{publisher} gave no object of the source {source} in the whole region, as a server of another country does: name another server in your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, n’a donné aucun objet dans toute la région, comme le ferait le serveur d’un autre pays : nommez un autre serveur dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>no number of objects</source>
        <translation>une réponse sans nombre d’objets</translation>
    </message>
    <message>
        <source>something else than objects</source>
        <translation>autre chose que des objets</translation>
    </message>
    <message>
        <source>The Overpass server could not finish the query of the source {source} (“{remark}”): try again later, or name another server in your own catalogue.</source>
        <translation>Le serveur Overpass n’a pas pu finir la requête de la source {source} (« {remark} ») : réessayez plus tard, ou nommez un autre serveur dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>objects of an unknown date</source>
        <translation>des objets de date inconnue</translation>
    </message>
    <message>
        <source>The Overpass server answers the source {source} from a base of {day}, which is too old: name another server in your own catalogue.</source>
        <translation>Le serveur Overpass répond à la source {source} avec une base du {day}, trop ancienne : nommez un autre serveur dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>its coordinates are neither degrees nor Lambert 93 metres in France</source>
        <translation>ses coordonnées ne sont ni des degrés ni des mètres Lambert 93 en France</translation>
    </message>
    <message>
        <source>its row {row} has a {found} where a {wanted} is wanted</source>
        <translation>sa ligne {row} a une géométrie de type « {found} », alors qu’il faut le type « {wanted} »</translation>
    </message>
    <message>
        <source>The source {source} has the protocol "{protocol}", which asks no server: correct it in your own catalogue.</source>
        <translation>La source {source} a le protocole « {protocol} », qui n’interroge aucun serveur : corrigez-la dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>it has no layer "{layer}"</source>
        <translation>il n’a pas de couche « {layer} »</translation>
    </message>
    <message>
        <source>its shapes are neither in degrees nor in Lambert 93, and name no CRS</source>
        <translation>ses géométries ne sont ni en degrés ni en Lambert 93, et n’indiquent pas de SCR</translation>
    </message>
    <message>
        <source>GDAL cannot open it (not a format that it knows)</source>
        <translation>GDAL ne peut pas l’ouvrir (format inconnu)</translation>
    </message>
    <message>
        <source>GDAL cannot read it ({reason})</source>
        <translation>GDAL ne peut pas le lire ({reason})</translation>
    </message>
    <message>
        <source>{publisher} gives empty tiles only for the source {source}, whose map covers all of France: try again later, and if it stays, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, ne donne que des tuiles vides, alors que sa carte couvre toute la France : réessayez plus tard et, si cela persiste, consultez {page}.</translation>
    </message>
    <message>
        <source>broken compression ({reason})</source>
        <translation>compression abîmée ({reason})</translation>
    </message>
    <message>
        <source>compression that is cut off, or hides more than a tile holds</source>
        <translation>compression tronquée, ou cachant plus que n’en contient une tuile</translation>
    </message>
    <message>
        <source>{publisher} still had more of the source {source} after {pages} pages: choose fewer territories, or narrow its address down in your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, avait encore des lignes après {pages} pages : choisissez moins de territoires, ou restreignez son adresse dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{publisher} changed the source {source} while its pages were read: nothing of it was taken, try again later.</source>
        <translation>Le serveur de la source {source}, {publisher}, a changé ses données pendant la lecture : rien n’en a été gardé, réessayez plus tard.</translation>
    </message>
    <message>
        <source>{publisher} cut the source {source} off at {rows} rows, its limit for one answer: ask for more, or for pages, in its address in your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, s’est arrêté à {rows} lignes, sa limite par réponse : demandez-en plus, ou par pages, dans son adresse, dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{publisher} gives no row of the source {source}, where some must be (axes swapped, or a filter that it no longer understands): see {page}, then correct its address in your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, ne donne aucune ligne, alors qu’il doit y en avoir (axes inversés, ou filtre qui n’est plus compris) : consultez {page}, puis corrigez son adresse dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>{publisher} gave the {rows} rows of the source {source} without any shape: nothing of them was taken, see {page}.</source>
        <translation>Le serveur de la source {source}, {publisher}, a donné les {rows} lignes sans aucune géométrie : rien n’en a été gardé, consultez {page}.</translation>
    </message>
    <message>
        <source>{publisher} gives shapes of the source {source} that are not in France (from {west} {south} to {east} {north} in EPSG:{epsg}): see {page}, then correct its address in your own catalogue.</source>
        <translation>Le serveur de la source {source}, {publisher}, donne des géométries hors de France (de {west} {south} à {east} {north} en EPSG:{epsg}) : consultez {page}, puis corrigez son adresse dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The service of the source {source} has no type named "{wanted}" (nearest: {near}): see {page}, then correct the dataset in your own catalogue.</source>
        <translation>Le service de la source {source} n’a pas de type nommé « {wanted} » (noms proches : {near}) : consultez {page}, puis corrigez le « dataset » dans votre catalogue (sources.json).</translation>
    </message>
    <message>
        <source>The pages stored in {path} cannot be read ({reason}): ask for new pages, which replaces them.</source>
        <translation>Les pages enregistrées dans {path} ne peuvent pas être lues ({reason}) : demandez de nouvelles pages, qui les remplaceront.</translation>
    </message>
    <message>
        <source>The pages stored in {path} were made for the audience “{made_for}” and may bear what “{audience}” must not see: choose another folder, or ask for new pages of all maps.</source>
        <translation>Les pages enregistrées dans {path} ont été faites pour le public « {made_for} » et peuvent porter ce que « {audience} » ne doit pas voir : choisissez un autre dossier, ou demandez de nouvelles pages de toutes les cartes.</translation>
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
        <source>No territory is named: give an id such as ti-3201, a name, or 'all'.</source>
        <translation>Aucun territoire n’est nommé : donnez un identifiant comme ti-3201, un nom, ou « all ».</translation>
    </message>
    <message>
        <source>This is not the phase II list (2023-2027) of territoires d'industrie, which has {expected} distinct ids, {witness} among them: {count} were found. A list of 149 ids is phase I's (2018-2022), whose ids name other EPCI: take ANCT's list of 2023-2027.</source>
        <translation>Ce n’est pas la liste de la phase II (2023-2027) des territoires d’industrie, qui a {expected} identifiants distincts, dont {witness} : {count} ont été trouvés. Une liste de 149 identifiants est celle de la phase I (2018-2022), où ils désignent d’autres EPCI : prenez la liste 2023-2027 de l’ANCT.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the quotation that begins with “{braces}” does not end: write it as {example} on one line, or {escaped} to print two braces.</source>
        <translation>{file}, ligne {line} : la citation qui commence par « {braces} » ne se termine pas : écrivez {example} sur une seule ligne, ou {escaped} pour imprimer deux accolades.</translation>
    </message>
    <message>
        <source>{file}, line {line}: no figure can be quoted here: take “{name}” out.</source>
        <translation>{file}, ligne {line} : aucun chiffre ne peut être cité ici : retirez « {name} ».</translation>
    </message>
    <message>
        <source>{file}, line {line}: no figure is called “{name}”: did you mean {near}?</source>
        <translation>{file}, ligne {line} : aucun chiffre ne s’appelle « {name} » : vouliez-vous dire {near} ?</translation>
    </message>
    <message>
        <source>{file}, line {line}: a figure has no “{part}” to quote: did you mean {near}?</source>
        <translation>{file}, ligne {line} : un chiffre n’a pas de « {part} » à citer : vouliez-vous dire {near} ?</translation>
    </message>
    <message>
        <source>{file}, line {line}: there is an invisible control character in this line: type the line anew.</source>
        <translation>{file}, ligne {line} : cette ligne contient un caractère de contrôle invisible : tapez-la de nouveau.</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}): check that it is a file that you may open.</source>
        <translation>{file} ne peut pas être lu ({reason}) : vérifiez que c’est un fichier que vous avez le droit d’ouvrir.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the text is not in UTF-8 (older Windows programs write another encoding): open it in a text editor and save it with the encoding UTF-8.</source>
        <translation>{file}, ligne {line} : le texte n’est pas en UTF-8 (d’anciens programmes de Windows écrivent un autre encodage) : ouvrez-le dans un éditeur de texte et enregistrez-le avec l’encodage UTF-8.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the head that begins here does not end: put a line “---” after its last entry.</source>
        <translation>{file}, ligne {line} : l’en-tête qui commence ici ne se termine pas : mettez une ligne « --- » après sa dernière entrée.</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{entry}” is no entry of the head: write {entries}.</source>
        <translation>{file}, ligne {line} : « {entry} » n’est pas une entrée de l’en-tête : écrivez {entries}.</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{key}” stands in the head twice: keep one.</source>
        <translation>{file}, ligne {line} : « {key} » figure deux fois dans l’en-tête : gardez-en une.</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{value}” is no date: write the year and the month, as in 2026-03.</source>
        <translation>{file}, ligne {line} : « {value} » n’est pas une date : écrivez l’année et le mois, comme dans 2026-03.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the comment that begins here does not end: put “--&gt;” after it.</source>
        <translation>{file}, ligne {line} : le commentaire qui commence ici ne se termine pas : mettez « --&gt; » à sa fin.</translation>
    </message>
    <message>
        <source>There is no text called “{name}”: choose one of {names}.</source>
        <translation>Aucun texte ne s’appelle « {name} » : choisissez parmi {names}.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the text begins without its title: write a first line “# …”.</source>
        <translation>{file}, ligne {line} : le texte commence sans titre : écrivez une première ligne « # … ».</translation>
    </message>
    <message>
        <source>{file}, line {line}: the text has no title: write a first line “# …”.</source>
        <translation>{file}, ligne {line} : le texte n’a pas de titre : écrivez une première ligne « # … ».</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{title}” is already the heading of line {first}: join the two texts.</source>
        <translation>{file}, ligne {line} : « {title} » est déjà le titre de la ligne {first} : réunissez les deux textes.</translation>
    </message>
    <message>
        <source>{file}, line {line}: the text under “SWOT” has no place on the page: put it under one of {quadrants}.</source>
        <translation>{file}, ligne {line} : le texte placé sous « SWOT » n’a pas de place sur la page : mettez-le sous l’un de {quadrants}.</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{text}” is no heading of a territory's page: write {near}, or begin the line with “###” for a heading of your own.</source>
        <translation>{file}, ligne {line} : « {text} » n’est pas un titre de la page d’un territoire : écrivez {near}, ou commencez la ligne par « ### » pour un titre à vous.</translation>
    </message>
    <message>
        <source>{file}, line {line}: this text stands before the first heading: put it under one, such as {title}.</source>
        <translation>{file}, ligne {line} : ce texte précède le premier titre : mettez-le sous l’un d’eux, par exemple {title}.</translation>
    </message>
    <message>
        <source>{file}, line {line}: pictures cannot stand in a text: take this one out and place it on the page in QGIS.</source>
        <translation>{file}, ligne {line} : un texte ne peut pas contenir d’images : retirez celle-ci et placez-la sur la page dans QGIS.</translation>
    </message>
    <message>
        <source>qgis_process was not found beside this QGIS: one process does all the work.</source>
        <translation>qgis_process est introuvable à côté de ce QGIS : un seul processus fait tout le travail.</translation>
    </message>
    <message>
        <source>{program} does not start ({reason}): one process does all the work.</source>
        <translation>{program} ne démarre pas ({reason}) : un seul processus fait tout le travail.</translation>
    </message>
    <message>
        <source>A process said nothing for {seconds} s and was stopped: try with one process.</source>
        <translation>Un processus n’a rien dit pendant {seconds} s et a été arrêté : essayez avec un seul processus.</translation>
    </message>
    <message>
        <source>A process ended without a result (code {code}): {said}; try with one process.</source>
        <translation>Un processus s’est terminé sans résultat (code {code}) : {said} ; essayez avec un seul processus.</translation>
    </message>
</context>
</TS>
