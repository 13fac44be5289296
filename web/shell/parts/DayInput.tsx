/** A day, by the browser's own calendar: small, and the right one on every phone. */
import { Input } from 'antd';

interface DayInputProps {
  readonly value: string;
  /** "2026-11-21", or "" when cleared. */
  readonly onChange: (day: string) => void;
  readonly label: string;
  readonly min?: string;
  readonly max?: string;
  readonly size?: 'small' | 'middle';
}

export const DayInput = ({ value, onChange, label, min, max, size }: DayInputProps) => (
  <Input
    type="date"
    aria-label={label}
    title={label}
    value={value}
    min={min}
    max={max}
    size={size}
    onChange={(event) => onChange(event.target.value)}
    style={{ width: size === 'small' ? 140 : 150 }}
  />
);
