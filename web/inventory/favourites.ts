/** The rooms a buyer wants, best first; kept on this phone, because nobody types on launch day. */
import { useCallback, useState } from 'react';

const FAVOURITES_MAX = 30;

function read(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return []; // somebody else's text under our key
  }
}

export function useFavourites(launchId: string) {
  const key = `guike.favourites.${launchId}`;
  const [ids, setIds] = useState(() => read(key));
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const next = before.includes(id)
          ? before.filter((one) => one !== id)
          : [...before, id].slice(0, FAVOURITES_MAX);
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  return { ids, toggle };
}
