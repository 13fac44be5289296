/** Days, colleague, print and export: the same above both registers. */
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { localToday } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { StaffFilter } from './StaffFilter.tsx';

export const registerDefaults = { day: '', to: '', staffId: '' };
export type RegisterFilterState = typeof registerDefaults;

interface RegisterFiltersProps {
  readonly value: RegisterFilterState;
  readonly onChange: (change: Partial<RegisterFilterState>) => void;
}

/** The query of the chosen days; nothing chosen is today. */
export const daysOf = (filters: RegisterFilterState): { day: string; to: string | undefined } => ({
  day: filters.day || localToday(),
  to: filters.to || undefined,
});

export function RegisterFilters({ value, onChange }: RegisterFiltersProps) {
  const { t } = useTranslation();
  const site = useSite();
  const floor = useApiQuery(desk.floor, { params: { siteId: site.id } }, { live: ['desk'] });
  const { day, to } = daysOf(value);
  const presets = [
    { label: t('desk.today'), value: [dayjs(localToday()), dayjs(localToday())] as [dayjs.Dayjs, dayjs.Dayjs] },
    {
      label: t('desk.week'),
      value: [dayjs(localToday()).subtract(6, 'day'), dayjs(localToday())] as [dayjs.Dayjs, dayjs.Dayjs],
    },
    {
      label: t('desk.month'),
      value: [dayjs(localToday()).startOf('month'), dayjs(localToday())] as [dayjs.Dayjs, dayjs.Dayjs],
    },
  ];
  return (
    <>
      <DatePicker.RangePicker
        aria-label={t('desk.day')}
        value={[dayjs(day), dayjs(to ?? day)]}
        allowClear={false}
        presets={presets}
        onChange={(span) => {
          const [from, until] = span ?? [null, null];
          if (!from || !until) return;
          const first = from.format('YYYY-MM-DD');
          const last = until.format('YYYY-MM-DD');
          onChange({ day: first === localToday() && last === first ? '' : first, to: last === first ? '' : last });
        }}
      />
      {floor.data ? (
        <StaffFilter floor={floor.data} value={value.staffId} onChange={(staffId) => onChange({ staffId })} />
      ) : null}
      <Button onClick={() => onChange(registerDefaults)}>{t('shell.reset')}</Button>
    </>
  );
}

/** Printing uses the browser; the file carries the same days. */
export function RegisterActions({ file, filters }: { file: { readonly path: string }; filters: RegisterFilterState }) {
  const { t } = useTranslation();
  const site = useSite();
  const { day, to } = daysOf(filters);
  const search = new URLSearchParams({ day, ...(to ? { to } : {}) });
  const href = `/api${file.path.replace(':siteId', site.id)}?${search}`;
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('shell.print')}
      </Button>
      <Button icon={<DownloadOutlined />} href={href} download>
        {t('shell.export')}
      </Button>
    </>
  );
}
