/** Type a few letters, press Enter, be there: pages, customers, deals, units. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StateTag } from '../parts/StateTag.tsx';
import { useSession } from '../session.tsx';
import { type Found, findPages, loadFinders } from './finders.ts';

const TYPING_MS = 180;
const FRESH_MS = 10_000;
/** One Chinese character says enough; one Latin letter or digit does not. */
const saysEnough = (q: string): boolean => q.length > 1 || /\p{Script=Han}/u.test(q);

interface Group {
  readonly title: string;
  readonly rows: readonly Found[];
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function useFound(typed: string): { readonly groups: readonly Group[]; readonly isLooking: boolean } {
  const { t } = useTranslation();
  const { grants } = useSession();
  const q = useSettled(typed);
  const finders = useQuery({ queryKey: ['finders'], queryFn: loadFinders, staleTime: Number.POSITIVE_INFINITY });
  const allowed = (finders.data ?? []).filter(({ may }) => may in grants);
  const answers = useQueries({
    queries: allowed.map((finder) => ({
      queryKey: ['finder', finder.title, q],
      queryFn: ({ signal }: { signal: AbortSignal }) => finder.find(q, signal),
      enabled: saysEnough(q),
      staleTime: FRESH_MS,
      retry: false,
    })),
  });
  const records = allowed.map((finder, at) => ({ title: t(finder.title), rows: answers[at]?.data ?? [] }));
  const pages = { title: t('shell.find.pages'), rows: typed ? findPages(typed, grants, t) : [] };
  return {
    groups: [pages, ...(saysEnough(q) ? records : [])].filter(({ rows }) => rows.length > 0),
    isLooking: finders.isPending || typed !== q || answers.some((answer) => answer.isFetching),
  };
}

export function FinderDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const typed = useDeferredValue(text.trim());
  const { groups, isLooking } = useFound(typed);
  const all = groups.flatMap(({ rows }) => rows);
  const at = Math.min(chosen, all.length - 1);
  const go = (row: Found | undefined): void => {
    if (!row) return;
    onClose();
    void navigate({ to: row.to });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return; // an input method is choosing characters
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && all.length > 0) setChosen((at + step + all.length) % all.length);
    else if (event.key === 'Enter') go(all[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={560} className="finder" title={null}>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        value={text}
        placeholder={t('shell.find.placeholder')}
        role="combobox"
        aria-expanded={all.length > 0}
        aria-controls="finder-rows"
        aria-activedescendant={at >= 0 ? `finder-${at}` : undefined}
        maxLength={60}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="finder-rows" role="listbox" aria-label={t('shell.find')} className="finder-rows">
        {groups.map(({ title, rows }) => (
          // biome-ignore lint/a11y/useSemanticElements: options of one list under a heading, as the listbox pattern has it
          <div key={title} role="group" aria-label={title}>
            <h3>{title}</h3>
            {rows.map((row) => (
              <Row key={row.id} row={row} index={all.indexOf(row)} isChosen={all[at] === row} onGo={go} />
            ))}
          </div>
        ))}
        {typed && all.length === 0 ? (
          <div className="muted finder-none">{t(isLooking ? 'shell.loading' : 'shell.find.none')}</div>
        ) : null}
      </div>
    </Modal>
  );
}

function Row(props: { row: Found; index: number; isChosen: boolean; onGo: (row: Found) => void }) {
  const { row, index, isChosen, onGo } = props;
  const { t } = useTranslation();
  useEffect(() => {
    if (isChosen) document.getElementById(`finder-${index}`)?.scrollIntoView({ block: 'nearest' });
  }, [isChosen, index]);
  return (
    <button
      type="button"
      id={`finder-${index}`}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className={isChosen ? 'finder-row is-chosen' : 'finder-row'}
      onClick={() => onGo(row)}
    >
      <span>{row.name}</span>
      <span className="muted">{row.detail}</span>
      {row.state ? <StateTag tone={row.state.tone}>{t(row.state.key)}</StateTag> : null}
    </button>
  );
}
