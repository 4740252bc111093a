<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>TerritoiresIndustrie</name>
    <message>
        <source>Edition (GeoPackage; empty = the embedded edition)</source>
        <translation>Édition (GeoPackage ; vide : l’édition embarquée)</translation>
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
        <source>Stopped: pages already finished are kept.</source>
        <translation>Arrêt demandé : les pages déjà terminées sont conservées.</translation>
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
        <source>Print a map set…</source>
        <translation>Imprimer un jeu de cartes…</translation>
    </message>
</context>
</TS>
