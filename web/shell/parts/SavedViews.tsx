/** The button of a list's saved views; what is behind it is loaded when it is there. */
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewedList } from '#contract/list-views.ts';

const Menu = lazy(async () => ({ default: (await import('./SavedViewsMenu.tsx')).SavedViewsMenu }));

type Value = string | number | boolean;
interface SavedViewsProps<Filters> {
  readonly of: ViewedList;
  readonly filters: Filters;
  /** What the list shows without any filter: names the fields, and of what type they are. */
  readonly defaults: Filters;
  readonly columns?: readonly string[];
  readonly onChoose: (filters: Filters, columns: readonly string[]) => void;
}

/** As text on the way there, and each as the type of its default on the way back; a field that no longer exists falls away. */
export const asText = (filters: Readonly<Record<string, Value>>, defaults: Readonly<Record<string, Value>>) =>
  Object.fromEntries(
    Object.entries(filters)
      .filter(([key, value]) => key in defaults && value !== defaults[key])
      .map(([key, value]) => [key, String(value)]),
  );
export const asTyped = (saved: Readonly<Record<string, string>>, defaults: Readonly<Record<string, Value>>) =>
  Object.fromEntries(
    Object.entries(defaults).map(([key, usual]) => {
      const text = saved[key];
      if (text === undefined) return [key, usual];
      return [key, typeof usual === 'boolean' ? text === 'true' : typeof usual === 'number' ? Number(text) : text];
    }),
  );

export function SavedViews<Filters extends Readonly<Record<string, Value>>>({
  of,
  filters,
  defaults,
  columns = [],
  onChoose,
}: SavedViewsProps<Filters>) {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Button disabled>{t('shell.views')}</Button>}>
      <Menu
        of={of}
        filters={asText(filters, defaults)}
        columns={columns}
        onChoose={(view) => onChoose(asTyped(view.filters, defaults) as Filters, view.columns)}
      />
    </Suspense>
  );
}

/** Fields that keep what is being typed start afresh once a chosen view stands in the address: `round` is their key. */
export function useChosenView<Filters extends object>(filters: Filters, setFilters: (filters: Filters) => void) {
  const [round, setRound] = useState(0);
  const awaited = useRef<string | null>(null);
  const now = JSON.stringify(Object.entries(filters).sort());
  useEffect(() => {
    if (awaited.current !== now) return;
    awaited.current = null;
    setRound((before) => before + 1);
  }, [now]);
  const choose = (chosen: Filters): void => {
    const next = JSON.stringify(Object.entries(chosen).sort());
    if (next !== now) awaited.current = next;
    setFilters(chosen);
  };
  return { round, choose };
}
