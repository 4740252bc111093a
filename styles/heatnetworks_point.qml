<!DOCTYPE qgis>
<qgis labelsEnabled="1" styleCategories="Symbology|Labeling" version="3.40">
 <renderer-v2 attr="class" enableorderby="1" forceraster="0" referencescale="-1" symbollevels="1" type="categorizedSymbol">
  <categories>
   <category label="Réseau de chaleur (sans tracé)" render="true" symbol="0" type="string" uuid="0" value="Réseau de chaleur"/>
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
      <Option name="geometryModifier" type="QString" value="if((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 0))) ^ 2 + (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 1))) ^ 2 &gt; 6.25, make_line(@geometry, translate(@geometry, to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 0)) * @map_scale / 1000, -(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 1)) * @map_scale / 1000))), null)"/>
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
      <Option name="color" type="QString" value="123,63,160,255,rgb:0.4823529411764706,0.24705882352941178,0.62745098039215685,1"/>
      <Option name="fixedAspectRatio" type="QString" value="0"/>
      <Option name="horizontal_anchor_point" type="QString" value="1"/>
      <Option name="name" type="QString" value="resources/icons/heat.svg"/>
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
       <Option name="fit" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 'translate(12 12) scale(0.836) translate(-12 -12)', 'translate(12 12) scale(1.000) translate(-12 -12)')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="hollow" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;statut&quot; not in ('en service', ''), 'inline', 'none')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="ink" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;statut&quot; not in ('en service', ''), '#7B3FA0', '#ffffff')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="paper" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;statut&quot; not in ('en service', ''), '#ffffff', '#7B3FA0')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
       <Option name="picture" type="Map">
        <Option name="active" type="bool" value="true"/>
        <Option name="expression" type="QString" value="if(&quot;statut&quot; not in ('en service', ''), 'translate(12 12) scale(0.840) translate(-12 -12)', 'translate(12 12) scale(1.000) translate(-12 -12)')"/>
        <Option name="type" type="int" value="3"/>
       </Option>
      </Option>
      <Option name="scale_method" type="QString" value="diameter"/>
      <Option name="size" type="QString" value="4.6"/>
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
         <Option name="expression" type="QString" value="coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(&quot;position&quot; in ('iris', 'commune'), 5.5, 4.6)"/>
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
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'heatnetworks_point/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 0)) + 1.656) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 1)) + 1.656)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'heatnetworks_point/' || &quot;key&quot;)) &gt; 2, 3.1, 2.7)"/>
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
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'heatnetworks_point/' || &quot;key&quot;)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="enabled" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="map_get(map_get(from_json(@ti_placement), 'numbers'), 'heatnetworks_point/' || &quot;key&quot;) is not null"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="fillColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="offset" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="(to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 0)) + 1.656) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 1)) + 1.656)), 0)) + 0) || ',' || (to_real(array_get(string_to_array((to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 0)) + 1.656) || ',' || (to_real(array_get(string_to_array(coalesce(if(@ti_placement is null, map_get(from_json(@ti_spread), 'heatnetworks_point/' || &quot;key&quot;), map_get(map_get(from_json(@ti_placement), 'offsets'), 'heatnetworks_point/' || &quot;key&quot;)), '0,0')), 1)) + 1.656)), 1)) + -0.22)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="outlineColor" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="'#2b2b2b'"/>
         <Option name="type" type="int" value="3"/>
        </Option>
        <Option name="size" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(length(map_get(map_get(from_json(@ti_placement), 'numbers'), 'heatnetworks_point/' || &quot;key&quot;)) &gt; 2, 4.2, 5.2)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </symbols>
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
       <Option name="expression" type="QString" value="@ti_placement is not null and coalesce(map_get(map_get(from_json(@ti_placement), 'labels'), 'heatnetworks_point/' || &quot;key&quot;) is not null, false)"/>
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
       <Option name="expression" type="QString" value="$x + to_real(array_get(string_to_array(map_get(map_get(from_json(@ti_placement), 'labels'), 'heatnetworks_point/' || &quot;key&quot;)), 0)) * @map_scale / 1000"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="PositionY" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="$y - to_real(array_get(string_to_array(map_get(map_get(from_json(@ti_placement), 'labels'), 'heatnetworks_point/' || &quot;key&quot;)), 1)) * @map_scale / 1000"/>
       <Option name="type" type="int" value="3"/>
      </Option>
      <Option name="Show" type="Map">
       <Option name="active" type="bool" value="true"/>
       <Option name="expression" type="QString" value="@ti_placement is null or coalesce(map_get(map_get(from_json(@ti_placement), 'labels'), 'heatnetworks_point/' || &quot;key&quot;) is not null, false)"/>
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
