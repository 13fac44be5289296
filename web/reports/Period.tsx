/** The period of a report and its sites, kept in the URL. */
import { Checkbox, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { useSession, useSiteOrNull } from '../shell/session.tsx';

export const periodDefaults = { from: '', to: '', all: false };
type PeriodState = typeof periodDefaults;

const monthOf = (day: dayjs.Dayjs) => ({
  from: day.startOf('month').format('YYYY-MM-DD'),
  to: day.endOf('month').format('YYYY-MM-DD'),
});
const spans = {
  today: () => ({ from: localToday(), to: localToday() }),
  month: () => ({ ...monthOf(dayjs(localToday())), to: localToday() }),
  last: () => monthOf(dayjs(localToday()).subtract(1, 'month')),
  year: () => ({ from: dayjs(localToday()).startOf('year').format('YYYY-MM-DD'), to: localToday() }),
} as const;
const spanNames = Object.keys(spans) as (keyof typeof spans)[];

/** What the URL says, this month where it says nothing. */
export function usePeriod(state: PeriodState) {
  const site = useSiteOrNull();
  const month = spans.month();
  const from = state.from || month.from;
  const to = state.to || month.to;
  return { from, to, ...(site && !state.all ? { siteId: site.id } : {}) };
}

interface PeriodProps {
  readonly state: PeriodState;
  readonly change: (part: Partial<PeriodState>) => void;
}

export function Period({ state, change }: PeriodProps) {
  const { t } = useTranslation();
  const { sites } = useSession();
  const { from, to } = usePeriod(state);
  const span = spanNames.find((name) => spans[name]().from === from && spans[name]().to === to);
  return (
    <>
      <Segmented
        value={span ?? ''}
        onChange={(name) => name && change(spans[name as keyof typeof spans]())}
        options={spanNames.map((name) => ({ value: name as string, label: t(`reports.span.${name}`) }))}
      />
      <DayInput label={t('reports.from')} value={from} max={to} onChange={(day) => change({ from: day, to })} />
      <span className="muted">–</span>
      <DayInput label={t('reports.to')} value={to} min={from} onChange={(day) => change({ from, to: day })} />
      {sites.length > 1 ? (
        <Checkbox checked={state.all} onChange={(event) => change({ all: event.target.checked })}>
          {t('reports.allSites')}
        </Checkbox>
      ) : null}
    </>
  );
}
