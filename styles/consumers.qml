<!DOCTYPE qgis>
<qgis labelsEnabled="1" styleCategories="Symbology|Labeling" version="3.40">
 <renderer-v2 attr="class" enableorderby="1" forceraster="0" referencescale="-1" symbollevels="1" type="categorizedSymbol">
  <categories>
   <category label="Agroalimentaire" render="true" symbol="0" type="string" uuid="0" value="Agroalimentaire"/>
   <category label="Papeterie" render="true" symbol="1" type="string" uuid="1" value="Papeterie"/>
   <category label="Textile" render="true" symbol="2" type="string" uuid="2" value="Textile"/>
   <category label="Métallurgie/sidérurgie" render="true" symbol="3" type="string" uuid="3" value="Métallurgie/sidérurgie"/>
   <category label="Matériels de transport" render="true" symbol="4" type="string" uuid="4" value="Matériels de transport"/>
   <category label="Industrie chimique et pharmaceutique" render="true" symbol="5" type="string" uuid="5" value="Industrie chimique et pharmaceutique"/>
   <category label="Produits minéraux, caoutchouc, plastique" render="true" symbol="6" type="string" uuid="6" value="Produits minéraux, caoutchouc, plastique"/>
   <category label="Biens intermédiaires et d'équipement" render="true" symbol="7" type="string" uuid="7" value="Biens intermédiaires et d'équipement"/>
  </categories>
  <symbols>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="0" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@0@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@0@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="0,158,115,255,rgb:0,0.61960784313725492,0.45098039215686275,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#ffffff')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M0 -8 C6 -3.5 6 3.5 0 8 C-6 3.5 -6 -3.5 0 -8 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="1" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@1@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@1@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="240,228,66,255,rgb:0.94117647058823528,0.89411764705882357,0.25882352941176473,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#2b2b2b')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M-5 -6.5 H5 V6.5 H-5 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="2" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@2@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@2@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="204,121,167,255,rgb:0.80000000000000004,0.47450980392156861,0.65490196078431373,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#ffffff')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M-7.5 -5.5 L-4 -5.5 L0 1.5 L4 -5.5 L7.5 -5.5 L2 6.5 L-2 6.5 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="3" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@3@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@3@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="59,59,59,255,rgb:0.23137254901960785,0.23137254901960785,0.23137254901960785,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#ffffff')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M-6 -7 H6 V-3.6 H2 V3.6 H6 V7 H-6 V3.6 H-2 V-3.6 H-6 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="4" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@4@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@4@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="0,114,178,255,rgb:0,0.44705882352941179,0.69803921568627447,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#ffffff')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M-7.5 0 A7.5 7.5 0 1 1 7.5 0 A7.5 7.5 0 1 1 -7.5 0 Z M-4 0 A4 4 0 1 0 4 0 A4 4 0 1 0 -4 0 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="5" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@5@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@5@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="213,94,0,255,rgb:0.83529411764705885,0.36862745098039218,0,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#ffffff')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M0 -8 L7.6 5.6 H-7.6 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="6" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@6@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@6@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="230,159,0,255,rgb:0.90196078431372551,0.62352941176470589,0,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#2b2b2b')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M-7 -5.6 H7 V-1.6 H-7 Z M-7 1.6 H7 V5.6 H-7 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="7" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@7@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@7@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="86,180,233,255,rgb:0.33725490196078434,0.70588235294117652,0.9137254901960784,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'translate(12 12) scale(' || round(if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END, CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)), 3) || ')'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if((CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) &gt; 0, '#2b2b2b', '#2b2b2b')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="sign" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="'M-2.1 -7.5 H2.1 V-2.1 H7.5 V2.1 H2.1 V7.5 H-2.1 V2.1 H-7.5 V-2.1 H-2.1 Z'"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </symbols>
  <source-symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="0" type="marker">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="alpha" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="GeometryGenerator" enabled="1" id="" locked="1" pass="0">
     <Option type="Map">
      <Option name="SymbolType" type="QString" value="Line"/>
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
      <Option name="units" type="QString" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties"/>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@0@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties" type="Map">
         <Option name="alpha" type="Map">
          <Option name="active" type="bool" value="true"/>
          <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, 40, @value)"/>
          <Option name="type" type="int" value="3"/>
         </Option>
        </Option>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"/>
        <Option name="capstyle" type="QString" value="round"/>
        <Option name="customdash" type="QString" value="5;2"/>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="customdash_unit" type="QString" value="MM"/>
        <Option name="dash_pattern_offset" type="QString" value="0"/>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"/>
        <Option name="draw_inside_polygon" type="QString" value="0"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="line_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
        <Option name="line_style" type="QString" value="solid"/>
        <Option name="line_width" type="QString" value="0.2"/>
        <Option name="line_width_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="trim_distance_end" type="QString" value="0"/>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_end_unit" type="QString" value="MM"/>
        <Option name="trim_distance_start" type="QString" value="0"/>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="trim_distance_start_unit" type="QString" value="MM"/>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"/>
        <Option name="use_custom_dash" type="QString" value="0"/>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
      <layer class="MarkerLine" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="average_angle_length" type="QString" value="4"/>
        <Option name="average_angle_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="average_angle_unit" type="QString" value="MM"/>
        <Option name="interval" type="QString" value="3"/>
        <Option name="interval_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="interval_unit" type="QString" value="MM"/>
        <Option name="offset" type="QString" value="0"/>
        <Option name="offset_along_line" type="QString" value="0"/>
        <Option name="offset_along_line_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_along_line_unit" type="QString" value="MM"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="place_on_every_part" type="bool" value="true"/>
        <Option name="placements" type="QString" value="FirstVertex"/>
        <Option name="ring_filter" type="QString" value="0"/>
        <Option name="rotate" type="QString" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@@0@0@1" type="marker">
        <data_defined_properties>
         <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties"/>
          <Option name="type" type="QString" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleMarker" enabled="1" id="" locked="0" pass="0">
         <Option type="Map">
          <Option name="angle" type="QString" value="0"/>
          <Option name="cap_style" type="QString" value="square"/>
          <Option name="color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="joinstyle" type="QString" value="bevel"/>
          <Option name="name" type="QString" value="circle"/>
          <Option name="offset" type="QString" value="0,0"/>
          <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="offset_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="scale_method" type="QString" value="diameter"/>
          <Option name="size" type="QString" value="0.6"/>
          <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option name="name" type="QString" value=""/>
           <Option name="properties"/>
           <Option name="type" type="QString" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer class="SvgMarker" enabled="1" id="" locked="0" pass="1">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="color" type="QString" value="167,173,179,255,rgb:0.65490196078431373,0.67843137254901964,0.70196078431372544,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/disc.svg"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="parameters" type="Map">
       <Option name="approx" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="body" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) / 2 - 0.1) * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="core" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(CASE WHEN &quot;statut&quot; not in ('en service', '') THEN (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) - 1.04 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 1.96 ELSE 0 END) / 2 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="dash" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="(0.62 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))) || ' ' || (0.5 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0)))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-line" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="0.25 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="halo-radius" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="12 - 0.15 * 24 / ((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="3.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="((CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) + if(&quot;position&quot; in ('iris', 'commune'), 0.9, 0))"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" id="" locked="1" pass="2">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="cap_style" type="QString" value="square"/>
      <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="bevel"/>
      <Option name="name" type="QString" value="circle"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1"/>
      <Option name="outline_style" type="QString" value="solid"/>
      <Option name="outline_width" type="QString" value="0.2"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="2.7"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="MM"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" id="" locked="1" pass="3">
     <Option type="Map">
      <Option name="angle" type="QString" value="0"/>
      <Option name="chr" type="QString" value=""/>
      <Option name="color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"/>
      <Option name="font" type="QString" value="Open Sans"/>
      <Option name="font_style" type="QString" value=""/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="joinstyle" type="QString" value="miter"/>
      <Option name="offset" type="QString" value="0,0"/>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="offset_unit" type="QString" value="MM"/>
      <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
      <Option name="outline_width" type="QString" value="0.06"/>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="outline_width_unit" type="QString" value="MM"/>
      <Option name="size" type="QString" value="5.2"/>
      <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
      <Option name="size_unit" type="QString" value="Point"/>
      <Option name="vertical_anchor_point" type="QString" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="char" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 0)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'consumers/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'consumers/' || &quot;key&quot;)), '0,0')), 1)) + (CASE WHEN &quot;size&quot; = '&gt; à 10 000 MWh' THEN 3.2 WHEN &quot;size&quot; = '&gt; à 50 000 MWh' THEN 5.6 WHEN (&quot;size&quot; = 'Taille non publiée' or (&quot;size&quot; is null and &quot;key&quot; is not null)) THEN 3.2 ELSE 4.4 END) * 0.46)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'consumers/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </source-symbol>
  <rotation/>
  <sizescale/>
  <data-defined-properties>
   <Option type="Map">
    <Option name="name" type="QString" value=""/>
    <Option name="properties"/>
    <Option name="type" type="QString" value="collection"/>
   </Option>
  </data-defined-properties>
  <orderby>
   <orderByClause asc="1" nullsFirst="0">not coalesce(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, false)</orderByClause>
  </orderby>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style allowHtml="0" blendMode="0" capitalization="0" fieldName="if(&quot;position&quot; in ('exacte', 'adresse') and coalesce(&quot;verifie_par&quot;, '') &lt;&gt; '', replace(&quot;name&quot;, '''', '’') || if(&quot;statut&quot; not in ('en service', ''), ' (' || &quot;statut&quot; || ')', ''), null)" fontFamily="Open Sans" fontItalic="0" fontKerning="1" fontLetterSpacing="0" fontSize="7" fontSizeMapUnitScale="3x:0,0,0,0,0,0" fontSizeUnit="Point" fontStrikeout="0" fontUnderline="0" fontWeight="50" fontWordSpacing="0" forcedBold="0" forcedItalic="0" isExpression="1" legendString="Aa" multilineHeight="0.90000000000000002" multilineHeightUnit="Percentage" namedStyle="" previewBkgrdColor="255,255,255,255,rgb:1,1,1,1" tabStopDistance="6" tabStopDistanceMapUnitScale="3x:0,0,0,0,0,0" tabStopDistanceUnit="Percentage" textColor="43,43,43,255,rgb:0.16862745098039217,0.16862745098039217,0.16862745098039217,1" textOpacity="1" textOrientation="horizontal" useSubstitutions="0">
    <families>
     <family name="Open Sans"/>
     <family name="Liberation Sans"/>
     <family name="Arial"/>
     <family name="DejaVu Sans"/>
    </families>
    <text-buffer bufferBlendMode="0" bufferColor="251,250,247,255,rgb:0.98431372549019602,0.98039215686274506,0.96862745098039216,1" bufferDraw="1" bufferJoinStyle="128" bufferNoFill="1" bufferOpacity="1" bufferSize="0.59999999999999998" bufferSizeMapUnitScale="3x:0,0,0,0,0,0" bufferSizeUnits="MM"/>
    <text-mask maskEnabled="0" maskJoinStyle="128" maskOpacity="1" maskSize="1.5" maskSize2="1.5" maskSizeMapUnitScale="3x:0,0,0,0,0,0" maskSizeUnits="MM" maskType="0" maskedSymbolLayers=""/>
    <background shapeBlendMode="0" shapeBorderColor="128,128,128,255,rgb:0.50196078431372548,0.50196078431372548,0.50196078431372548,1" shapeBorderWidth="0" shapeBorderWidthMapUnitScale="3x:0,0,0,0,0,0" shapeBorderWidthUnit="MM" shapeDraw="0" shapeFillColor="255,255,255,255,rgb:1,1,1,1" shapeJoinStyle="64" shapeOffsetMapUnitScale="3x:0,0,0,0,0,0" shapeOffsetUnit="MM" shapeOffsetX="0" shapeOffsetY="0" shapeOpacity="1" shapeRadiiMapUnitScale="3x:0,0,0,0,0,0" shapeRadiiUnit="MM" shapeRadiiX="0" shapeRadiiY="0" shapeRotation="0" shapeRotationType="0" shapeSVGFile="" shapeSizeMapUnitScale="3x:0,0,0,0,0,0" shapeSizeType="0" shapeSizeUnit="MM" shapeSizeX="0" shapeSizeY="0" shapeType="0">
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="fillSymbol" type="fill">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""/>
        <Option name="properties"/>
        <Option name="type" type="QString" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="SimpleFill" enabled="1" id="" locked="0" pass="0">
       <Option type="Map">
        <Option name="border_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="color" type="QString" value="255,255,255,255,rgb:1,1,1,1"/>
        <Option name="joinstyle" type="QString" value="bevel"/>
        <Option name="offset" type="QString" value="0,0"/>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"/>
        <Option name="offset_unit" type="QString" value="MM"/>
        <Option name="outline_color" type="QString" value="128,128,128,255,rgb:0.50196078431372548,0.50196078431372548,0.50196078431372548,1"/>
        <Option name="outline_style" type="QString" value="no"/>
        <Option name="outline_width" type="QString" value="0"/>
        <Option name="outline_width_unit" type="QString" value="MM"/>
        <Option name="style" type="QString" value="solid"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""/>
         <Option name="properties"/>
         <Option name="type" type="QString" value="collection"/>
        </Option>
       </data_defined_properties>
      </layer>
     </symbol>
    </background>
    <shadow shadowBlendMode="6" shadowColor="0,0,0,255,rgb:0,0,0,1" shadowDraw="0" shadowOffsetAngle="135" shadowOffsetDist="1" shadowOffsetGlobal="1" shadowOffsetMapUnitScale="3x:0,0,0,0,0,0" shadowOffsetUnit="MM" shadowOpacity="0.69999999999999996" shadowRadius="1.5" shadowRadiusAlphaOnly="0" shadowRadiusMapUnitScale="3x:0,0,0,0,0,0" shadowRadiusUnit="MM" shadowScale="100" shadowUnder="0"/>
    <dd_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties"/>
      <Option name="type" type="QString" value="collection"/>
     </Option>
    </dd_properties>
    <substitutions/>
   </text-style>
   <text-format addDirectionSymbol="0" autoWrapLength="0" decimals="3" formatNumbers="0" leftDirectionSymbol="&lt;" multilineAlign="3" placeDirectionSymbol="0" plussign="0" reverseDirectionSymbol="0" rightDirectionSymbol="&gt;" useMaxLineLengthForAutoWrap="1" wrapChar=""/>
   <placement allowDegraded="0" centroidInside="0" centroidWhole="0" dist="0.40000000000000002" distMapUnitScale="3x:0,0,0,0,0,0" distUnits="MM" fitInPolygonOnly="0" geometryGenerator="" geometryGeneratorEnabled="0" geometryGeneratorType="PointGeometry" labelOffsetMapUnitScale="3x:0,0,0,0,0,0" layerType="UnknownGeometry" lineAnchorClipping="0" lineAnchorPercent="0.5" lineAnchorTextPoint="FollowPlacement" lineAnchorType="0" maxCurvedCharAngleIn="25" maxCurvedCharAngleOut="-25" maximumDistance="0" maximumDistanceMapUnitScale="3x:0,0,0,0,0,0" maximumDistanceUnit="MM" offsetType="1" offsetUnits="MM" overlapHandling="PreventOverlap" overrunDistance="0" overrunDistanceMapUnitScale="3x:0,0,0,0,0,0" overrunDistanceUnit="MM" placement="6" placementFlags="10" polygonPlacementFlags="2" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" preserveRotation="1" prioritization="PreferCloser" priority="5" quadOffset="4" repeatDistance="0" repeatDistanceMapUnitScale="3x:0,0,0,0,0,0" repeatDistanceUnits="MM" rotationAngle="0" rotationUnit="AngleDegrees" xOffset="0" yOffset="0"/>
   <rendering drawLabels="1" fontLimitPixelSize="0" fontMaxPixelSize="10000" fontMinPixelSize="0" labelPerPart="0" limitNumLabels="0" maxNumLabels="2000" mergeLines="0" minFeatureSize="0" obstacle="1" obstacleFactor="1" obstacleType="1" scaleMax="0" scaleMin="0" scaleVisibility="0" unplacedVisibility="0" upsidedownLabels="0" zIndex="0"/>
   <dd_properties>
    <Option type="Map">
     <Option name="name" type="QString" value=""/>
     <Option name="properties" type="Map">
      <Option name="AlwaysShow" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="@ti_placement is not null and coalesce(map_get(map_get(from_json(@ti_placement), 'labels'), 'consumers/' || &quot;key&quot;) is not null, false)"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="Color" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="if(&quot;key&quot; is not null and @ti_territory is not null and coalesce(&quot;rattachement&quot;, '') &lt;&gt; @ti_territory, '#6f767c', '#2b2b2b')"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="Hali" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="'Left'"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="PositionX" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="$x + to_real(array_get(string_to_array(map_get(map_get(from_json(@ti_placement), 'labels'), 'consumers/' || &quot;key&quot;)), 0)) * @map_scale / 1000"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="PositionY" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="$y - to_real(array_get(string_to_array(map_get(map_get(from_json(@ti_placement), 'labels'), 'consumers/' || &quot;key&quot;)), 1)) * @map_scale / 1000"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="Show" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="@ti_placement is null or coalesce(map_get(map_get(from_json(@ti_placement), 'labels'), 'consumers/' || &quot;key&quot;) is not null, false)"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="Vali" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="'Half'"/>
       <Option name="type" type="int" value="3"/>
      </Option>
     </Option>
     <Option name="type" type="QString" value="collection"/>
    </Option>
   </dd_properties>
  </settings>
 </labeling>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerGeometryType>0</layerGeometryType>
</qgis>
