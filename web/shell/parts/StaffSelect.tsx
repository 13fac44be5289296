/** Choosing colleagues by typing: name, or pinyin where it is known. */
import { Select, type SelectProps } from 'antd';
import { type Ref, useState } from 'react';

export interface StaffOption {
  readonly id: string;
  readonly name: string;
  /** Full pinyin or initials; searched too. */
  readonly pinyin?: string | null;
  /** Shown after the name: what they are doing. */
  readonly note?: string;
  readonly disabled?: boolean;
}

interface StaffSelectProps<Multiple extends boolean> {
  readonly people: readonly StaffOption[];
  readonly multiple?: Multiple;
  readonly value: Multiple extends true ? readonly string[] : string | null;
  readonly onChange: (value: Multiple extends true ? string[] : string | null) => void;
  readonly placeholder?: string;
  readonly label?: string;
  readonly autoFocus?: boolean;
  readonly style?: SelectProps['style'];
  /** Enter with the list closed: on to the next field. Choosing closes the list, so that is the second Enter. */
  readonly onEnter?: () => void;
  readonly selectRef?: Ref<{ focus: () => void }>;
}

export function StaffSelect<Multiple extends boolean = false>(props: StaffSelectProps<Multiple>) {
  const { people, multiple, value, onChange, placeholder, label, autoFocus, style, onEnter, selectRef } = props;
  const [open, setOpen] = useState(false);
  const options = people.map((person) => ({
    value: person.id,
    label: person.name,
    search: `${person.name} ${person.pinyin ?? ''}`.toLowerCase(),
    note: person.note,
    disabled: person.disabled,
  }));
  return (
    <Select
      mode={multiple ? 'multiple' : undefined}
      value={(value ?? undefined) as never}
      onChange={(chosen: unknown) => onChange((chosen ?? (multiple ? [] : null)) as never)}
      options={options}
      showSearch={{ filterOption: (typed, option) => option?.search.includes(typed.trim().toLowerCase()) ?? false }}
      optionRender={(option) => (
        <span className="staff-option">
          {option.label} {option.data.note ? <span className="muted">{option.data.note}</span> : null}
        </span>
      )}
      placeholder={placeholder}
      aria-label={label ?? placeholder}
      autoFocus={autoFocus}
      allowClear
      defaultActiveFirstOption
      style={{ width: '100%', ...style }}
      ref={selectRef as never}
      open={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || open || !onEnter || event.ctrlKey) return;
        event.preventDefault();
        setOpen(false); // the list would open on Enter
        onEnter();
      }}
    />
  );
}
