/** A cell that shows what is wrong with it and turns into a field when clicked, or reached by keyboard and Enter. */
import { Input, Tooltip } from 'antd';
import { useState } from 'react';
import { textOf } from '../shell/i18n.ts';
import type { Row } from './words.ts';

interface EditableCellProps {
  readonly value: string | number | boolean | null;
  readonly problems: Row['problems'];
  /** Null: the row can no longer be changed. */
  readonly onSave: ((value: string) => Promise<void>) | null;
}

export function EditableCell({ value, problems, onSave }: EditableCellProps) {
  const [editing, setEditing] = useState(false);
  const text = value === null ? '' : String(value);
  const worst = problems.some((problem) => problem.severity === 'error')
    ? 'error'
    : problems.length > 0
      ? 'warning'
      : undefined;
  if (editing && onSave) {
    const close = (typed: string): void => {
      setEditing(false);
      if (typed !== text) void onSave(typed);
    };
    return (
      <Input
        size="small"
        autoFocus
        defaultValue={text}
        status={worst}
        onBlur={(event) => close(event.target.value)}
        onPressEnter={(event) => close(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setEditing(false);
        }}
      />
    );
  }
  const shown = worst
    ? {
        background:
          worst === 'error' ? 'var(--guike-color-error-bg, #fff1f0)' : 'var(--guike-color-warning-bg, #fffbe6)',
        borderRadius: 3,
        padding: '0 4px',
      }
    : {};
  const body = (
    <span
      style={{
        ...shown,
        display: 'block',
        minHeight: 20,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      }}
    >
      {text || '\u00a0'}
    </span>
  );
  const marked = worst ? <Tooltip title={problems.map(textOf).join('\n')}>{body}</Tooltip> : body;
  if (!onSave) return marked;
  return (
    <button
      type="button"
      onClick={() => setEditing(true)}
      style={{ all: 'unset', display: 'block', width: '100%', cursor: 'text' }}
    >
      {marked}
    </button>
  );
}
