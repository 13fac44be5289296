/** The control that stands in the sentence while a value is changed: a number within its bounds, an option, yes or no, a time. */
import { Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { textOf } from '../shell/i18n.ts';
import type { Declarations } from './Blocks.tsx';
import { type Scalar, useEditing } from './editing.ts';

interface ValueEditorProps {
  readonly name: string;
  readonly original: Scalar;
  readonly declared: Declarations[string];
}

const WITH_UNIT = ['minutes', 'hours', 'days', 'months', 'percent'];

export function ValueEditor({ name, original, declared }: ValueEditorProps) {
  const { t } = useTranslation();
  const editing = useEditing();
  if (!editing) return null;
  const value = editing.values[name] ?? original;
  const change = (next: Scalar): void => editing.setValue(name, next, original);
  const label = textOf(declared.label);
  const common = {
    size: 'small',
    'aria-label': label,
    className: value === original ? undefined : 'is-changed',
  } as const;
  switch (declared.type) {
    case 'switch':
      return <Switch size="small" aria-label={label} checked={value === true} onChange={change} />;
    case 'choice':
      return (
        <Select
          {...common}
          value={String(value)}
          onChange={change}
          popupMatchSelectWidth={false}
          options={Object.entries(declared.options ?? {}).map(([key, text]) => ({ value: key, label: textOf(text) }))}
        />
      );
    case 'time':
      return <Input {...common} type="time" value={String(value)} onChange={(event) => change(event.target.value)} />;
    default:
      return (
        <InputNumber
          {...common}
          value={Number(value)}
          min={declared.min}
          max={declared.max}
          precision={0}
          suffix={WITH_UNIT.includes(declared.type) ? t(`rulebook.unit.${declared.type}`) : undefined}
          onChange={(next) => (next === null ? null : change(next))}
        />
      );
  }
}
