/**
 * What is made of an object once, for as long as the object is kept: patterns and lists of words are compiled with a plan's settings and
 * not again for every batch of items.
 */
export function oncePer<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new WeakMap<Key, { made: Made }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { made: make(key) }));
    return found.made;
  };
}
