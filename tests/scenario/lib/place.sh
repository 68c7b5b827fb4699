# SPDX-License-Identifier: Apache-2.0
#
# A town in which it matters where something is: Bergstraße is in Nord and in
# Alt-Wieke, lamps of Alt-Wieke are the parks department's, others the firm's.
#
#   place_in DIR   make a town directory such a one
#   place_make     that of talk.sh
place_square() {
  printf '{"type": "Feature", "properties": {"name": "%s"}, "geometry": {"type": "Polygon", "coordinates": [[[12.0,%s],[12.2,%s],[12.2,%s],[12.0,%s],[12.0,%s]]]}}' \
    "$1" "$2" "$2" "$3" "$3" "$2"
}
place_in() {
  local town=$1
  cat >"$town/places.csv" <<'CSV'
name,latitude,longitude,quarter
Bergstraße,54.105,12.105,Nord
Bergstraße,54.085,12.105,Alt-Wieke
Gartenstraße,54.105,12.101,
Mühlenweg,54.086,12.103,
CSV
  {
    echo '{"type": "FeatureCollection", "features": ['
    place_square Nord 54.1 54.2
    echo ,
    place_square Alt-Wieke 54.0 54.1
    echo ']}'
  } >"$town/districts.geojson"
  sed -i '/^- id: beleuchtung/,/^- id: /s/^  department: stadtwerke$/&\n  districts: {Alt-Wieke: gruen}/' \
    "$town/categories.yaml"
}
place_make() { place_in "$D/bote/town"; }
