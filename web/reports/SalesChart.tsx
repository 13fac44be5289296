/** Deals and money by day. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../shell/parts/Chart.tsx';
import { brand } from '../shell/theme.ts';
import type { Report } from './SalesPage.tsx';

export function SalesChart({ days }: { readonly days: Report['days'] }) {
  const { t } = useTranslation();
  const option = useMemo(
    () => ({
      grid: { left: 48, right: 56, top: 36, bottom: 28 },
      xAxis: { type: 'category', data: days.map((one) => one.day.slice(5)) },
      yAxis: [
        { type: 'value', minInterval: 1 },
        { type: 'value', splitLine: { show: false }, name: t('reports.wan') },
      ],
      series: [
        {
          name: t('reports.subscriptions'),
          type: 'bar',
          barMaxWidth: 20,
          color: brand,
          data: days.map((one) => one.subscriptions),
        },
        {
          name: t('reports.contracts'),
          type: 'bar',
          barMaxWidth: 20,
          color: '#8a8a80',
          data: days.map((one) => one.contracts),
        },
        {
          name: t('reports.received'),
          type: 'line',
          yAxisIndex: 1,
          showSymbol: false,
          color: '#b7791f',
          data: days.map((one) => Math.round(one.receivedFen / 10_000) / 100),
        },
      ],
    }),
    [days, t],
  );
  return <Chart option={option} height={240} label={t('reports.sales.title')} />;
}
