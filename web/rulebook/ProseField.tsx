/** Where the prose of a clause is typed: parameters, tables and examples stand as tokens, listed below and safe to move. */
import { Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../shell/i18n.ts';
import { useParameters } from './parameters.ts';
import { lostTokens, type Prose, type Token, tokenFor, unknownMarks } from './prose.ts';

interface ProseFieldProps {
  readonly prose: Prose;
  readonly onChange: (prose: Prose) => void;
  readonly label: string;
  /** Parameters the document sets elsewhere: a parameter is set once. */
  readonly taken: readonly string[];
}

export function ProseField({ prose, onChange, label, taken }: ProseFieldProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, tokens, examples } = prose;
  const unknown = unknownMarks(text, tokens);
  const lost = lostTokens(text, tokens);
  const insert = (token: Token): void => {
    const at = box.current?.selectionStart ?? text.length;
    const next = text.slice(0, at) + token.mark + text.slice(at);
    onChange({ ...prose, text: next, tokens: tokens.includes(token) ? tokens : [...tokens, token] });
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at + token.mark.length, at + token.mark.length);
    });
  };
  return (
    <div className="rule-prose">
      <textarea
        ref={box}
        aria-label={label}
        rows={Math.min(18, Math.max(4, text.split('\n').length + Math.ceil(text.length / 60)))}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
        autoFocus
        value={text}
        onChange={(event) => onChange({ ...prose, text: event.target.value })}
      />
      <div className="rule-prose-foot">
        <InsertParameter taken={[...taken, ...tokens.map(({ name }) => name)]} tokens={tokens} onInsert={insert} />
        <small className="muted">
          {t('rulebook.prose.hint')}
          {examples.length > 0 ? t('rulebook.prose.examples', { count: examples.length }) : null}
        </small>
      </div>
      {unknown.length > 0 ? (
        <div className="rule-bad" role="status">
          {t('rulebook.prose.unknown', { marks: unknown.join(' ') })}
        </div>
      ) : null}
      {lost.map((token) => (
        <div key={token.mark} className="rule-warn" role="status">
          {t(`rulebook.prose.lost.${token.kind}`, { mark: token.mark })}{' '}
          <button type="button" className="rule-tool" onClick={() => insert(token)}>
            {t('rulebook.prose.putBack')}
          </button>
        </div>
      ))}
    </div>
  );
}

interface InsertParameterProps {
  readonly taken: readonly string[];
  readonly tokens: readonly Token[];
  readonly onInsert: (token: Token) => void;
}
function InsertParameter({ taken, tokens, onInsert }: InsertParameterProps) {
  const { t } = useTranslation();
  const parameters = useParameters();
  const free = parameters.filter(({ name, type }) => type !== 'table' && !taken.includes(name));
  return (
    <Select
      size="small"
      className="rule-insert"
      showSearch={{ optionFilterProp: 'label' }}
      value={null}
      placeholder={t('rulebook.prose.insert')}
      aria-label={t('rulebook.prose.insert')}
      popupMatchSelectWidth={false}
      options={free.map((one) => ({ value: one.name, label: textOf(one.label) }))}
      onChange={(name: string | null) => {
        const parameter = free.find((one) => one.name === name);
        if (parameter) onInsert(tokenFor(parameter.name, parameter.label.zh, parameter.default, tokens));
      }}
    />
  );
}
