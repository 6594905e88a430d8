/** The part of a Map or WeakMap that is needed. */
interface Store<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** The map's value of a key; created and kept if there is none. */
export function getOrCreate<K, V>(map: Store<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
