import { useTranslation } from 'react-i18next';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import type { Floor } from './floor.ts';
import { useStaffOptions } from './VisitFields.tsx';

interface StaffFilterProps {
  readonly floor: Floor;
  readonly value: string;
  readonly onChange: (staffId: string) => void;
}
/** Everybody of today's sheet. */
export function StaffFilter({ floor, value, onChange }: StaffFilterProps) {
  const { t } = useTranslation();
  return (
    <StaffSelect
      people={useStaffOptions(floor)}
      value={value || null}
      onChange={(staffId) => onChange(staffId ?? '')}
      placeholder={t('desk.everybody')}
      style={{ width: 150 }}
    />
  );
}
