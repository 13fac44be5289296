/** Decisions by day, and how many of them overruled another. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../shell/parts/Chart.tsx';
import { brand } from '../shell/theme.ts';

interface Day {
  readonly day: string;
  readonly decisions: number;
  readonly overrides: number;
}

export function ReportChart({ days }: { readonly days: readonly Day[] }) {
  const { t } = useTranslation();
  const option = useMemo(
    () => ({
      grid: { left: 48, right: 40, top: 36, bottom: 28 },
      xAxis: { type: 'category', data: days.map((one) => one.day.slice(5)) },
      // Overrides are few: on the scale of the decisions they would not be seen.
      yAxis: [
        { type: 'value', minInterval: 1 },
        { type: 'value', minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          name: t('journal.reports.decisions'),
          type: 'bar',
          barMaxWidth: 28,
          color: brand,
          data: days.map((one) => one.decisions),
        },
        {
          name: t('journal.reports.overrides'),
          type: 'line',
          yAxisIndex: 1,
          showSymbol: false,
          color: '#b7791f',
          data: days.map((one) => one.overrides),
        },
      ],
    }),
    [days, t],
  );
  return <Chart option={option} height={240} label={t('journal.reports.title')} />;
}
