/** Filters kept under a name on this machine: chosen again with two presses. */
import { Button, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Filters = Readonly<Record<string, string | number | boolean>>;
interface Saved {
  readonly name: string;
  readonly filters: Filters;
}

const KEPT_MAX = 20;
const read = (key: string): readonly Saved[] => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as Saved[];
  } catch {
    return []; // somebody else's text under our key: start over
  }
};

interface SavedFiltersProps {
  /** Whose filters: 'units'. */
  readonly of: string;
  readonly filters: Filters;
  readonly onChoose: (filters: Filters) => void;
}

export function SavedFilters({ of, filters, onChoose }: SavedFiltersProps) {
  const { t } = useTranslation();
  const key = `guike.filters.${of}`;
  const [saved, setSaved] = useState(() => read(key));
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const keep = (next: readonly Saved[]): void => {
    localStorage.setItem(key, JSON.stringify(next));
    setSaved(next);
  };
  const save = (): void => {
    if (name.trim() === '') return;
    keep([{ name: name.trim(), filters }, ...saved.filter((one) => one.name !== name.trim())].slice(0, KEPT_MAX));
    setNaming(false);
    setName('');
  };
  const items = [
    ...saved.map((one) => ({ key: `go ${one.name}`, label: one.name, onClick: () => onChoose(one.filters) })),
    { type: 'divider' as const },
    { key: 'save', label: t('inventory.saved.save'), onClick: () => setNaming(true) },
    ...(saved.length > 0
      ? [
          {
            key: 'remove',
            label: t('inventory.saved.remove'),
            children: saved.map((one) => ({
              key: `remove ${one.name}`,
              label: one.name,
              onClick: () => keep(saved.filter((other) => other !== one)),
            })),
          },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button>{t('inventory.saved')}</Button>
      </Dropdown>
      <Modal
        open={naming}
        title={t('inventory.saved.save')}
        onCancel={() => setNaming(false)}
        onOk={save}
        okButtonProps={{ disabled: name.trim() === '' }}
      >
        <Input
          value={name}
          maxLength={40}
          aria-label={t('inventory.saved.name')}
          placeholder={t('inventory.saved.name')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
      </Modal>
    </>
  );
}
