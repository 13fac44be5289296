/** Shows the English gloss under every clause. */
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';

export function GlossSwitch({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <span className="rule-switch">
      <Switch size="small" aria-label={t('rulebook.gloss')} checked={checked} onChange={onChange} />
      {t('rulebook.gloss')}
    </span>
  );
}
