import { isObject } from '../badge-packaging/object.ts';
import type { ObjectReader } from '../object-reader.ts';

const WORDS_AT_MOST = 200;

/**
 * Where a job is, from the first place it names: `CA-ON` where country and subdivision are codes (ISO 3166-2), else the words
 * for region, city or country.
 */
export function regionFrom(posting: ObjectReader, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const { value, pointer } of posting.items(name)) {
      const region =
        typeof value === 'string'
          ? value.trim()
          : isObject(value)
            ? regionOf(posting.within(value, pointer))
            : undefined;
      if (region === undefined) continue;
      if (region.length <= WORDS_AT_MOST) return region;
      posting.doubt(pointer, `it is longer than ${WORDS_AT_MOST} characters; shorten it`, region);
    }
  }
  return undefined;
}

function regionOf(place: ObjectReader): string | undefined {
  const [inner] = ['address', 'addresses'].flatMap((name) => place.items(name));
  if (typeof inner?.value === 'string') return inner.value.trim();
  const address = isObject(inner?.value) ? place.within(inner.value, inner.pointer) : place;
  const country = nameOf(address, 'addressCountry', 'countryCode', 'country');
  const subdivision = nameOf(address, 'addressRegion', 'countrySubDivisions', 'region', 'state');
  const city = nameOf(address, 'addressLocality', 'city');
  if (country && subdivision && /^[A-Z]{2}$/u.test(country) && /^[A-Z0-9]{1,3}$/u.test(subdivision)) {
    return `${country}-${subdivision}`;
  }
  if (subdivision !== undefined && /^[A-Z]{2}-[A-Z0-9]{1,3}$/u.test(subdivision)) return subdivision;
  const words = [subdivision ?? city, country].filter((each) => each !== undefined);
  return words.length > 0 ? words.join(', ') : nameOf(place, 'name', 'referenceLocation', 'description');
}

/** A text, or the name or value of an object that stands in its place. */
function nameOf(address: ObjectReader, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const [item] = address.items(name);
    const stated = isObject(item?.value) ? (item.value.identifier ?? item.value.value ?? item.value.name) : item?.value;
    if (typeof stated === 'string' && stated.trim() !== '') return stated.trim();
  }
  return undefined;
}
