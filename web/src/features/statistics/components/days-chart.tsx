import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { Day } from '@/lib/api-types';
import { dayText } from '@/lib/calendar-day';
import { useDarkMode } from '@/lib/use-dark-mode';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);
Chart.register(LineController, LineElement, PointElement);

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);

/** Views as bars, minutes watched as a line. The table beside it says the same to who cannot see it. */
export default function DaysChart({ days }: { days: Day[] }) {
  const { t, i18n } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useDarkMode();

  useEffect(() => {
    if (canvas.current === null) return;
    const [accent, warn, line, muted] = ['--accent', '--warn', '--line', '--muted'].map(colour);
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const axis = (text: string, position: 'left' | 'right') => ({
      position,
      beginAtZero: true,
      title: { display: true, text, color: muted },
      ticks: { color: muted, precision: 0 },
      grid: { color: line, drawOnChartArea: position === 'left' },
    });
    const chart = new Chart<'bar' | 'line'>(canvas.current, {
      data: {
        labels: days.map(({ date }) => dayText(date, i18n.language)),
        datasets: [
          {
            type: 'line',
            label: t('statistics.minutesWatched'),
            data: days.map((day) => Math.round((day.totalViews * day.avgWatchTime) / 60)),
            yAxisID: 'minutes',
            borderColor: warn,
            backgroundColor: warn,
            borderWidth: 2,
            pointRadius: 2,
          },
          {
            type: 'bar',
            label: t('statistics.totalViews'),
            data: days.map(({ totalViews }) => totalViews),
            yAxisID: 'views',
            backgroundColor: accent,
            maxBarThickness: 24,
          },
        ],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        plugins: { legend: { labels: { color: muted, boxWidth: 12 } } },
        scales: {
          x: {
            ticks: { color: muted, maxTicksLimit: 8, maxRotation: 0 },
            grid: { display: false },
          },
          views: axis(t('statistics.totalViews'), 'left'),
          minutes: axis(t('statistics.minutesWatched'), 'right'),
        },
      },
    });
    return () => chart.destroy();
  }, [days, isDark, i18n.language, t]);

  return (
    <div className="relative h-64 min-w-0" aria-hidden>
      <canvas ref={canvas} />
    </div>
  );
}
