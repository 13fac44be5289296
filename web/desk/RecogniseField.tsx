/**
 * Recognising the visitor while typing: name, pinyin, phone or its tail, plate, card. A customer outside the desk's scope shows only
 * that they exist, whose they are and until when.
 */
import { Input, type InputRef } from 'antd';
import { type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { lastDayOf } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';

const PAUSE_MS = 150; // shorter than a keystroke of a slow typist, so that matches come while typing
const SHOWN = 6;

export interface Chosen {
  readonly customerId: string;
  readonly name: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
}

interface RecogniseFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly chosen: Chosen | null;
  readonly onChosen: (chosen: Chosen | null) => void;
  readonly onEnter: () => void;
  readonly inputRef?: Ref<InputRef>;
  readonly label?: string;
}

export function RecogniseField({ text, onText, chosen, onChosen, onEnter, inputRef, label }: RecogniseFieldProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState('');
  const [marked, setMarked] = useState(-1);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const enough = asked.length >= (/^[\u3400-\u9fff]/.test(asked) ? 1 : 2);
  const answer = useApiQuery(
    customers.recognise,
    { query: { q: asked, limit: SHOWN } },
    { enabled: enough && !chosen, keepPrevious: true, live: ['customers'] },
  );
  const known = enough && !chosen ? (answer.data?.known ?? []) : [];
  const strangers = enough && !chosen ? (answer.data?.strangers ?? []) : [];
  const choose = (index: number): void => {
    const match = known[index];
    if (!match) return;
    const { id, name, owner } = match.customer;
    onChosen({ customerId: id, name, owner });
    setMarked(-1);
  };
  return (
    <div>
      <Input
        ref={inputRef}
        value={chosen ? chosen.name : text}
        aria-label={label ?? t('desk.register.who')}
        placeholder={label ?? t('desk.register.who.hint')}
        maxLength={60}
        allowClear
        suffix={chosen ? <StateTag tone="good">{t('desk.register.known')}</StateTag> : undefined}
        onChange={(event) => {
          onChosen(null);
          onText(event.target.value);
          setMarked(-1);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return; // an input method is choosing characters
          if (event.key === 'ArrowDown') setMarked((index) => Math.min(index + 1, known.length - 1));
          else if (event.key === 'ArrowUp') setMarked((index) => Math.max(index - 1, -1));
          else if (event.key === 'Enter' && !event.ctrlKey) marked >= 0 ? choose(marked) : onEnter();
          else return;
          event.preventDefault();
        }}
      />
      {known.length + strangers.length > 0 ? (
        <div className="matches" role="listbox" aria-label={t('desk.register.matches')}>
          {known.map((match, index) => (
            <button
              type="button"
              key={match.customer.id}
              role="option"
              aria-selected={index === marked}
              className="match"
              tabIndex={-1}
              onClick={() => choose(index)}
            >
              <strong>{match.customer.name}</strong>
              <span className="muted">{match.customer.phone}</span>
              {match.customer.grade ? <StateTag>{match.customer.grade}</StateTag> : null}
              <span>
                {match.customer.owner
                  ? t('desk.register.owned', {
                      owner: match.customer.owner.name,
                      until: lastDayOf(match.customer.ownedUntil) || '—',
                    })
                  : t('desk.register.unowned')}
              </span>
            </button>
          ))}
          {strangers.map((stranger) => (
            <div key={`${stranger.ownerName} ${stranger.until}`} className="match is-stranger">
              {stranger.ownerName
                ? t('desk.register.stranger', { owner: stranger.ownerName, until: lastDayOf(stranger.until) || '—' })
                : t('desk.register.strangerUnowned')}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
