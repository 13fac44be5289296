/** What is proposed: units of the house or goods in words, each with why it fits. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { UnitPicker } from '../deals/UnitPicker.tsx';

export interface ProposedDraft {
  readonly key: string;
  readonly unit: { readonly id: string; readonly code: string; readonly name: string } | null;
  readonly goods: string;
  readonly fit: string;
}
interface ProposedFieldsProps {
  readonly siteId: string;
  readonly value: readonly ProposedDraft[];
  readonly onChange: (value: readonly ProposedDraft[]) => void;
}

export const isNamed = ({ unit, goods }: ProposedDraft): boolean => unit !== null || goods.trim() !== '';

export function ProposedFields({ siteId, value, onChange }: ProposedFieldsProps) {
  const { t } = useTranslation();
  const change = (key: string, part: Partial<ProposedDraft>) =>
    onChange(value.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <div className="offer-proposed">
      {value.map((one) => (
        <div key={one.key} className="offer-proposed-row">
          <UnitPicker
            siteId={siteId}
            chosen={one.unit}
            onChoose={(unit) => change(one.key, { unit })}
            label={t('offers.unit')}
          />
          {one.unit ? null : (
            <Input
              value={one.goods}
              maxLength={200}
              placeholder={t('offers.goods')}
              aria-label={t('offers.goods')}
              onChange={(event) => change(one.key, { goods: event.target.value })}
            />
          )}
          <Input.TextArea
            value={one.fit}
            rows={2}
            maxLength={2000}
            placeholder={t('offers.fit')}
            aria-label={t('offers.fit')}
            onChange={(event) => change(one.key, { fit: event.target.value })}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('offers.unit.remove')}
            onClick={() => onChange(value.filter((other) => other.key !== one.key))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        disabled={value.length >= 20}
        onClick={() => onChange([...value, { key: crypto.randomUUID(), unit: null, goods: '', fit: '' }])}
      >
        {t('offers.unit.add')}
      </Button>
    </div>
  );
}
