/** A few answers side by side; digits 1 to 9 choose, arrows move, as in any group of radio buttons. */
import { useId } from 'react';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** After choosing by digit or Enter: on to the next question. */
  readonly onDone?: () => void;
  readonly autoFocus?: boolean;
}

export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
  onDone,
  autoFocus,
}: ChoiceProps<Value>) {
  const name = useId();
  return (
    <div
      className="choice"
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => {
        const chosen = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined;
        if (chosen) {
          event.preventDefault();
          onChange(chosen.value);
          onDone?.();
        } else if (event.key === 'Enter' && value !== null && onDone && !event.ctrlKey) {
          event.preventDefault();
          onDone();
        }
      }}
    >
      {options.map((option, index) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            data-autofocus={autoFocus && index === 0 ? true : undefined}
          />
          {option.label} <kbd className="keycap no-phone">{index + 1}</kbd>
        </label>
      ))}
    </div>
  );
}
