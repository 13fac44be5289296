import { Select } from 'antd';
import { useState } from 'react';
import { organisation } from '#contract/organisation.ts';
import { useApiQuery } from '../shell/queries.ts';

interface PersonPickerProps {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  /** Shown until the person is found by typing. */
  readonly known?: { readonly id: string; readonly name: string } | null;
  readonly siteId?: string | null;
  readonly placeholder?: string;
}

/** Finds a colleague by name, pinyin or number on the server: a company has more people than a list should hold. */
export function PersonPicker({ value, onChange, known, siteId, placeholder }: PersonPickerProps) {
  const [q, setQ] = useState('');
  const found = useApiQuery(
    organisation.staff,
    { query: { q: q || undefined, status: 'working', limit: 20, siteId: siteId ?? undefined } },
    { live: ['organisation'], keepPrevious: true },
  );
  const rows = found.data?.rows ?? [];
  const options = rows.map((row) => ({ value: row.id, label: row.title ? `${row.name} · ${row.title}` : row.name }));
  if (known && value === known.id && !rows.some((row) => row.id === known.id))
    options.unshift({ value: known.id, label: known.name });
  return (
    <Select
      allowClear
      value={value}
      onChange={(id) => onChange(id ?? null)}
      placeholder={placeholder}
      loading={found.isFetching}
      options={options}
      showSearch={{ filterOption: false, onSearch: setQ }}
      style={{ width: '100%' }}
    />
  );
}
