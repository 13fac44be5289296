/** Contacts by day: those that counted, those that did not, and how many customers were reached. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { brand } from '../shell/theme.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Day {
  readonly day: string;
  readonly contacts: number;
  readonly valid: number;
  readonly customers: number;
}

export function CoverageChart({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      grid: { left: 40, right: 16, top: 36, bottom: 28 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', renderMode: 'richText' },
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
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [days, t]);
  return <div ref={box} style={{ height: 260, marginBottom: 16 }} role="img" aria-label={t('claims.coverage.title')} />;
}
