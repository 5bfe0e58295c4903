/**
 * Returns `compute` with its results remembered per argument, for as long as the argument is reachable. For pure
 * functions of immutable objects, such as drafts and states.
 */
export function memoizeWeak<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const results = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let result = results.get(key);
    if (!result) {
      result = { value: compute(key) };
      results.set(key, result);
    }
    return result.value;
  };
}
