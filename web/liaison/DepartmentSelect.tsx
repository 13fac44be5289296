/** Choosing departments of a site. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { liaison } from '#contract/liaison.ts';
import { useApiQuery } from '../shell/queries.ts';

interface DepartmentSelectProps {
  readonly siteId: string;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

export function DepartmentSelect({ siteId, value, onChange }: DepartmentSelectProps) {
  const { t } = useTranslation();
  const query = useApiQuery(liaison.departments, { params: { siteId } }, { live: ['liaison'] });
  const open = (query.data?.rows ?? []).filter(({ isClosed }) => !isClosed);
  return (
    <Select
      mode="multiple"
      value={[...value]}
      onChange={onChange}
      loading={query.isFetching}
      placeholder={t('liaison.chooseDepartments')}
      aria-label={t('liaison.to')}
      notFoundContent={t('liaison.noDepartments')}
      options={open.map(({ id, name, receivers }) => ({
        value: id,
        label: receivers.length > 0 ? `${name}（${receivers.map((one) => one.name).join('、')}）` : name,
      }))}
      style={{ width: '100%' }}
    />
  );
}
