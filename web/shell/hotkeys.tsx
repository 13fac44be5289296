/** Keys. Every key in use on the page is listed under "?". */
import { useEffect, useRef, useSyncExternalStore } from 'react';

interface Hotkey {
  /** "n", "?", "F2", "alt+g", "ctrl+Enter", "Escape". */
  readonly key: string;
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
}

const active = new Map<symbol, Hotkey>();
const watchers = new Set<() => void>();
let listed: readonly Hotkey[] = [];
const changed = (): void => {
  listed = [...active.values()];
  for (const watcher of watchers) watcher();
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.tagName === 'TEXTAREA' ||
    target.tagName === 'SELECT' ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)));

const nameOf = (event: KeyboardEvent): string => {
  // With Alt held, some layouts type another letter: the physical key says what was meant.
  const letter = event.altKey && /^(Key|Digit)(.)$/.exec(event.code)?.[2];
  const key = letter ? letter.toLowerCase() : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const held = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : ''].filter(Boolean);
  return [...held, key].join('+');
};

/** Ctrl+Enter and the like mean the page wherever one types; they are heard before an open list takes the Enter for itself. */
function onChord(event: KeyboardEvent): void {
  const name = nameOf(event);
  if (event.isComposing || !name.includes('+')) return;
  const found = [...active.values()].reverse().find((hotkey) => hotkey.key === name);
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found.run(event);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return; // an input method is choosing characters
  const name = nameOf(event);
  const plain = !name.includes('+') && !/^F\d+$/.test(name) && name !== 'Escape';
  if (plain && isTyping(event.target)) return;
  if (plain && document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
  const found = [...active.values()].reverse().find((hotkey) => hotkey.key === name);
  if (!found) return;
  event.preventDefault();
  found.run(event);
}
if (typeof window !== 'undefined') {
  window.addEventListener('keydown', onChord, true);
  window.addEventListener('keydown', onKeyDown);
}

/** Binds a key while the component is shown. The innermost binding of a key wins. */
export function useHotkey(
  key: string | undefined,
  label: string,
  run: (event: KeyboardEvent) => void,
  enabled = true,
): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!key || !enabled) return;
    const id = Symbol(key);
    active.set(id, { key, label, run: (event) => latest.current(event) });
    changed();
    return () => {
      active.delete(id);
      changed();
    };
  }, [key, label, enabled]);
}

export const useHotkeyList = (): readonly { readonly key: string; readonly label: string }[] =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => listed,
  );

const names: Record<string, string> = {
  Escape: 'Esc',
  Enter: '⏎',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ctrl: 'Ctrl',
  alt: 'Alt',
};

export function Keycap({ hotkey }: { hotkey: string }) {
  const text = hotkey
    .split('+')
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
  return <kbd className="keycap">{text}</kbd>;
}
