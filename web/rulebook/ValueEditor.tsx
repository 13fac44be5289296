/** The control that stands in the sentence while a value is changed: a number within its bounds, an option, yes or no, a time. */
import { Input, InputNumber, Select, Switch } from 'antd';
import { textOf } from '../shell/i18n.ts';
import type { Declarations } from './Blocks.tsx';
import { type Scalar, useEditing } from './editing.ts';

interface ValueEditorProps {
  readonly name: string;
  readonly original: Scalar;
  readonly declared: Declarations[string];
}

const UNITS: Readonly<Record<string, { zh: string; en: string }>> = {
  minutes: { zh: '分钟', en: 'minutes' },
  hours: { zh: '小时', en: 'hours' },
  days: { zh: '天', en: 'days' },
  months: { zh: '个月', en: 'months' },
  percent: { zh: '%', en: '%' },
};

export function ValueEditor({ name, original, declared }: ValueEditorProps) {
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
    default: {
      const unit = UNITS[declared.type];
      return (
        <InputNumber
          {...common}
          value={Number(value)}
          min={declared.min}
          max={declared.max}
          precision={0}
          suffix={unit ? textOf(unit) : undefined}
          onChange={(next) => (next === null ? null : change(next))}
        />
      );
    }
  }
}
