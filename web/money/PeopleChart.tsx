/** Performance and commission of the best, side by side. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { commission } from '#contract/commission.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatWan } from '../shell/format.ts';
import { Chart } from '../shell/parts/Chart.tsx';

type Person = ResponseOf<typeof commission.people>['rows'][number];

export function PeopleChart({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const option = useMemo(
    () => ({
      grid: { left: 64, right: 64, top: 34, bottom: 28 },
      xAxis: { type: 'category', data: people.map(({ staff }) => staff.name) },
      yAxis: [
        {
          type: 'value',
          name: t('pay.performance'),
          axisLabel: { formatter: (yuan: number) => formatWan(yuan * 100) },
        },
        { type: 'value', name: t('pay.commission'), splitLine: { show: false } },
      ],
      series: [
        {
          name: t('pay.performance'),
          type: 'bar',
          barMaxWidth: 26,
          itemStyle: { color: '#1f5c4d' },
          data: people.map((one) => one.performanceFen / 100),
        },
        {
          name: t('pay.commission'),
          type: 'bar',
          barMaxWidth: 26,
          yAxisIndex: 1,
          itemStyle: { color: '#d0a24a' },
          data: people.map((one) => one.commissionFen / 100),
        },
      ],
    }),
    [people, t],
  );
  return <Chart option={option} height={240} label={t('pay.chart')} />;
}
