import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the ontology's [lon, lat] is taken for [lat, lon], so that every position that reaches Cumulocity has its
 * degrees exchanged.
 *
 * Must fail: MAP-09, which is about this, and all that looks at a position: MAP-08 (object and event), MAP-10 (the place
 * where the device stays), MAP-11 (the event's place), MAP-16 (the network's position); DELIVERY-03 and DELIVERY-14, which count the
 * events of one position.
 */
export default control({
  title: 'Latitude and longitude are swapped',
  breaks: ['MAP-08', 'MAP-09', 'MAP-10', 'MAP-11', 'MAP-16', 'DELIVERY-03', 'DELIVERY-14'],
  seenAs: 'lat and lon swapped: devices in the sea off Somalia',
  wire: {
    request: (request) =>
      changeBody(request, (object) =>
        'lat' in object && 'lng' in object ? { ...object, lat: object.lng, lng: object.lat } : object,
      ),
  },
});
