/** What was typed into a long form stays in this window until it is sent, whatever happens to the page in between. */
import { useCallback, useEffect, useState } from 'react';

function read<Value>(key: string): Partial<Value> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Value>;
  } catch {
    return {};
  }
}

export function useKept<Value extends object>(key: string, empty: Value) {
  const [value, setValue] = useState<Value>(() => ({ ...empty, ...read<Value>(key) }));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(value)), [key, value]);
  const change = useCallback((part: Partial<Value>) => setValue((before) => ({ ...before, ...part })), []);
  const forget = useCallback(() => {
    setValue(empty);
    sessionStorage.removeItem(key);
  }, [key, empty]);
  return { value, change, forget };
}
