/** Contacts by day: those that counted, those that did not, and how many customers were reached. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../shell/parts/Chart.tsx';
import { brand } from '../shell/theme.ts';

interface Day {
  readonly day: string;
  readonly contacts: number;
  readonly valid: number;
  readonly customers: number;
}

export function CoverageChart({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  const option = useMemo(
    () => ({
      grid: { left: 40, right: 16, top: 36, bottom: 28 },
      xAxis: { type: 'category', data: days.map((one) => one.day.slice(5)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        {
          name: t('claims.coverage.valid'),
          type: 'bar',
          stack: 'contacts',
          barMaxWidth: 28,
          color: brand,
          data: days.map((one) => one.valid),
        },
        {
          name: t('claims.coverage.invalid'),
          type: 'bar',
          stack: 'contacts',
          barMaxWidth: 28,
          color: '#d9d9d3',
          data: days.map((one) => one.contacts - one.valid),
        },
        {
          name: t('claims.coverage.customers'),
          type: 'line',
          color: '#b7791f',
          data: days.map((one) => one.customers),
        },
      ],
    }),
    [days, t],
  );
  return <Chart option={option} height={260} label={t('claims.coverage.title')} />;
}
