/** Finding one customer by typing: name, pinyin, digits of a phone. Who is chosen stands in the field; typing again starts over. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Hits, useHits } from './Hits.tsx';
import type { Row } from './words.tsx';

interface CustomerPickerProps {
  readonly chosen: Pick<Row, 'id' | 'name'> | null;
  readonly onChoose: (row: Row | null) => void;
  readonly label: string;
  /** Not to be offered: the customer themselves. */
  readonly exceptId?: string;
  readonly autoFocus?: boolean;
}

export function CustomerPicker({ chosen, onChoose, label, exceptId, autoFocus }: CustomerPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const hits = useHits(chosen ? '' : typed);
  const known = hits.known.filter((hit) => hit.customer.id !== exceptId);
  return (
    <div className="customer-picker">
      <Input
        autoFocus={autoFocus}
        allowClear
        autoComplete="off"
        value={chosen ? chosen.name : typed}
        placeholder={t('customers.search')}
        aria-label={label}
        onChange={(event) => {
          onChoose(null);
          setTyped(event.target.value);
        }}
      />
      <Hits hits={{ ...hits, known }} openLabel={t('customers.merge.choose')} onOpen={onChoose} />
    </div>
  );
}
