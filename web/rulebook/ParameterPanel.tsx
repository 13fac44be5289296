/**
 * One parameter, beside the words it stands in: what it may be, which clauses are behind it, every value it had; in a draft also the
 * control that changes it. Enter saves, Escape leaves. On a phone it rises from the bottom.
 */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { daysOf, faultOf, unitOf } from './draft-text.ts';
import type { Declared, Scalar } from './shapes.ts';

const WIDTH = 340;

export interface OpenParameter {
  readonly name: string;
  /** The words in the sentence it belongs to. */
  readonly anchor: HTMLElement;
}

interface ParameterPanelProps {
  readonly open: OpenParameter;
  readonly declared: Declared & { readonly range: { readonly zh: string; readonly en: string } };
  readonly value: Scalar;
  /** What it said in the version the draft began with, when that differs. */
  readonly before?: string;
  /** Null while the document is only read. */
  readonly onSave: ((value: Scalar) => Promise<unknown>) | null;
  readonly onCitation: (id: string) => void;
  readonly onHistory: (name: string) => void;
  readonly onClose: () => void;
}

export function ParameterPanel(props: ParameterPanelProps) {
  const { open, declared, value, before, onSave, onCitation, onHistory, onClose } = props;
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const box = useRef<HTMLElement>(null);
  const [place] = useState(() => placeOf(open.anchor));
  const leave = (): void => {
    onClose();
    open.anchor.focus({ preventScroll: true });
  };
  useLeave(box, onClose, leave);
  return (
    <section
      ref={box}
      className={isPhone ? 'rule-panel is-sheet no-print' : 'rule-panel no-print'}
      style={isPhone ? undefined : place}
      role="dialog"
      aria-label={textOf(declared.label)}
    >
      <h4>{textOf(declared.label)}</h4>
      {onSave ? (
        <ValueForm declared={declared} value={value} onSave={onSave} onClose={leave} />
      ) : (
        <div>
          {t('rulebook.range')} {textOf(declared.range)}
        </div>
      )}
      {before === undefined ? null : <div className="muted">{t('rulebook.was', { value: before })}</div>}
      <div className="rule-foot">
        {declared.cites.map((id) => (
          <button key={id} type="button" className="rule-cite" onClick={() => onCitation(id)}>
            {id}
          </button>
        ))}
      </div>
      <div className="rule-panel-end">
        <button type="button" className="rule-tool" onClick={() => onHistory(open.name)}>
          {t('rulebook.history')}
        </button>
        <code className="muted rule-panel-small">{open.name}</code>
      </div>
    </section>
  );
}

interface ValueFormProps {
  readonly declared: ParameterPanelProps['declared'];
  readonly value: Scalar;
  readonly onSave: (value: Scalar) => Promise<unknown>;
  readonly onClose: () => void;
}

function ValueForm({ declared, value, onSave, onClose }: ValueFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>(String(value));
  const isNumber = declared.min !== undefined;
  const inDays = daysOf(typed) !== null;
  const next: Scalar | null =
    isNumber && !inDays ? (typed.trim() === '' ? null : Number(typed)) : asTyped(declared, typed);
  const fault = faultOf(declared, next);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (fault || next === null) return;
    onClose();
    if (next !== value) onSave(next).catch(showError);
  };
  return (
    <form className="rule-form" onSubmit={submit}>
      <Control declared={declared} typed={typed} onChange={setTyped} />
      <div className={fault ? 'rule-bad' : 'muted'} role="status">
        {fault ? t('rulebook.range.must', { range: textOf(declared.range) }) : null}
        {!fault && (isNumber || declared.type === 'time') ? `${t('rulebook.range')} ${textOf(declared.range)}` : null}
      </div>
      <div className="rule-tools">
        <button type="submit" className="plain-button is-primary" disabled={fault !== null}>
          {t('rulebook.value.save')}
        </button>
        <button type="button" className="plain-button" onClick={onClose}>
          {t('shell.cancel')}
        </button>
      </div>
    </form>
  );
}

const asTyped = (declared: Declared, typed: string): Scalar | null =>
  declared.type === 'switch' ? typed === 'true' : typed || null;

interface ControlProps {
  readonly declared: Declared;
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}
function Control({ declared, typed, onChange }: ControlProps) {
  const { t } = useTranslation();
  const label = textOf(declared.label);
  if (declared.type === 'choice' || declared.type === 'switch') {
    const options =
      declared.type === 'switch'
        ? [
            { key: 'true', label: t('rulebook.yes') },
            { key: 'false', label: t('rulebook.no') },
          ]
        : Object.entries(declared.options ?? {}).map(([key, text]) => ({ key, label: textOf(text) }));
    return (
      <div role="radiogroup" aria-label={label} className="rule-options">
        {options.map((option) => (
          <label key={option.key}>
            <input
              type="radio"
              name="value"
              checked={typed === option.key}
              // biome-ignore lint/a11y/noAutofocus: the person has just asked to change this value
              autoFocus={typed === option.key}
              onChange={() => onChange(option.key)}
            />
            {option.label}
          </label>
        ))}
      </div>
    );
  }
  const isTime = declared.type === 'time';
  const days = declared.daysMax === undefined ? null : daysOf(typed);
  return (
    <div className="rule-number">
      <input
        type={isTime ? 'time' : 'number'}
        inputMode={isTime ? undefined : 'numeric'}
        min={days === null ? declared.min : 1}
        max={days === null ? declared.max : declared.daysMax}
        step={isTime ? undefined : 1}
        aria-label={label}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to change this value
        autoFocus
        value={days ?? typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(days === null ? event.target.value : `${event.target.value}d`)}
      />
      {declared.daysMax === undefined ? (
        <span>{unitOf(declared, t)}</span>
      ) : (
        <select
          aria-label={t('rulebook.unit')}
          value={days === null ? 'months' : 'days'}
          onChange={(event) => onChange(event.target.value === 'days' ? `${typed}d` : (days ?? typed))}
        >
          <option value="months">{t('rulebook.unit.months')}</option>
          <option value="days">{t('rulebook.unit.days')}</option>
        </select>
      )}
    </div>
  );
}

/**
 * Under the words, inside the window; placed in the page, so it moves along. Known before it is drawn: its field takes the focus, and
 * the page would scroll to wherever it first stands.
 */
function placeOf(anchor: HTMLElement): { top: number; left: number } {
  const around = anchor.closest('.rule-around')?.getBoundingClientRect();
  const words = anchor.getClientRects()[0];
  if (!around || !words) return { top: 0, left: 0 };
  const left = Math.min(words.left, window.innerWidth - WIDTH - 24) - around.left;
  return { top: words.bottom - around.top + 6, left: Math.max(0, left) };
}

/** Escape leaves, back to the words; a press elsewhere leaves too. */
function useLeave(box: React.RefObject<HTMLElement | null>, close: () => void, leave: () => void): void {
  const latest = useRef({ close, leave });
  latest.current = { close, leave };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      latest.current.leave();
    };
    const onPress = (event: PointerEvent): void => {
      const target = event.target as HTMLElement;
      if (!box.current?.contains(target) && !target.closest('.ant-drawer, [data-param]')) latest.current.close();
    };
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('pointerdown', onPress);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('pointerdown', onPress);
    };
  }, [box]);
}
