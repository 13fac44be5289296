import { chooseLanguage, currentLanguage, languageNames, languages } from '../shell/i18n.ts';

/** The languages in their own names, as plain links: before anybody is signed in. */
export const LanguageLinks = () => (
  <p style={{ display: 'flex', gap: 16, justifyContent: 'center', margin: '20px 0 0' }}>
    {languages.map((language) => (
      <a
        key={language}
        href={`#${language}`}
        lang={language}
        aria-current={language === currentLanguage()}
        className={language === currentLanguage() ? undefined : 'muted'}
        onClick={(event) => {
          event.preventDefault();
          void chooseLanguage(language);
        }}
      >
        {languageNames[language]}
      </a>
    ))}
  </p>
);
