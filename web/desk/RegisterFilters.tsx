/** Days, colleague, print and export: the same above both registers. */
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
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
  const today = localToday();
  const span = (first: string, last: string): void =>
    onChange({ day: first === today && last === first ? '' : first, to: last === first ? '' : last });
  return (
    <>
      <DayInput
        label={t('desk.from')}
        value={day}
        onChange={(first) => first && span(first, to && to > first ? to : first)}
      />
      <span className="muted">–</span>
      <DayInput label={t('desk.to')} value={to ?? day} min={day} onChange={(last) => last && span(day, last)} />
      <Button onClick={() => span(today, today)}>{t('desk.today')}</Button>
      <Button onClick={() => span(dayjs(today).subtract(6, 'day').format('YYYY-MM-DD'), today)}>
        {t('desk.week')}
      </Button>
      {floor.data ? (
        <StaffFilter floor={floor.data} value={value.staffId} onChange={(staffId) => onChange({ staffId })} />
      ) : null}
      <Button onClick={() => onChange(registerDefaults)}>{t('shell.reset')}</Button>
    </>
  );
}

interface RegisterFile {
  readonly csv: { readonly path: string };
  readonly xlsx: { readonly path: string };
}

/** Printing uses the browser; the files carry the same days. */
export function RegisterActions({ file, filters }: { file: RegisterFile; filters: RegisterFilterState }) {
  const { t } = useTranslation();
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('shell.print')}
      </Button>
      <RegisterDownloads file={file} {...daysOf(filters)} />
    </>
  );
}

export function RegisterDownloads({
  file,
  day,
  to,
  size,
}: {
  file: RegisterFile;
  day: string;
  to?: string | undefined;
  size?: 'small';
}) {
  const { t } = useTranslation();
  const site = useSite();
  const search = new URLSearchParams({ day, ...(to ? { to } : {}) });
  const href = (path: string): string => `/api${path.replace(':siteId', site.id)}?${search}`;
  return (
    <>
      <Button size={size} icon={<DownloadOutlined />} href={href(file.xlsx.path)} download>
        {t('desk.export.xlsx')}
      </Button>
      <Button size={size} href={href(file.csv.path)} download>
        CSV
      </Button>
    </>
  );
}
