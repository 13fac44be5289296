/** Colleagues to choose from: one, or several. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { useApiQuery } from '../shell/queries.ts';

interface StaffSelectProps<Value extends string | string[]> {
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly multiple?: boolean;
}

export function StaffSelect<Value extends string | string[]>({ value, onChange, multiple }: StaffSelectProps<Value>) {
  const { t } = useTranslation();
  const staff = useApiQuery(organisation.staff, { query: { limit: 200, status: 'working' } as never });
  return (
    <Select<Value>
      mode={multiple ? 'multiple' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      placeholder={t('customers.bulk.whom')}
      loading={staff.isPending}
      value={value}
      options={(staff.data?.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
      onChange={onChange}
    />
  );
}
