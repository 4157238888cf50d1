import type { Text } from "#engine/text.ts";

export const signIn = {
  "signIn.title": { en: "Sign in", fr: "Connexion" },
  "signIn.tagline": {
    en: "Draw what your company’s news should become, and who says it.",
    fr: "Dessinez ce que deviennent les nouvelles de l’entreprise, et qui les relaie.",
  },
  "signIn.linkText": {
    en: "Your one-time link is ready. Press the button to sign in on this device.",
    fr: "Votre lien à usage unique est prêt. Appuyez sur le bouton pour vous connecter sur cet appareil.",
  },
  "signIn.continue": { en: "Continue", fr: "Continuer" },
  "signIn.email": { en: "E-mail", fr: "Adresse e-mail" },
  "signIn.password": { en: "Password", fr: "Mot de passe" },
  "signIn.submit": { en: "Sign in", fr: "Se connecter" },
  "signIn.instead": {
    en: "Sign in with e-mail and password instead",
    fr: "Se connecter plutôt par e-mail et mot de passe",
  },
  "signIn.problemLink": {
    en: "This link was already used, or it is too old. Ask your administrator for a new one, or sign in with your password.",
    fr: "Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau à votre administrateur, ou connectez-vous avec votre mot de passe.",
  },
  "signIn.problemSession": {
    en: "Please sign in first; then you can go on.",
    fr: "Connectez-vous d’abord ; vous pourrez ensuite continuer.",
  },
  "signIn.noLink": {
    en: "No password yet? Your administrator can make a one-time link for you.",
    fr: "Pas encore de mot de passe ? Votre administrateur peut créer un lien à usage unique pour vous.",
  },
  "signIn.promise": {
    en: "Never twice without your say-so. Never without consent. Nothing disappears.",
    fr: "Jamais deux fois sans votre accord. Jamais sans consentement. Rien ne disparaît.",
  },
  "signIn.mail": { en: "Mail me a sign-in link", fr: "Recevoir un lien de connexion par e-mail" },
  "signIn.mailText": {
    en: "Enter your address: if it is known here, a link comes by mail. It may take ten minutes.",
    fr: "Indiquez votre adresse : si elle est connue ici, un lien arrive par e-mail. Cela peut prendre dix minutes.",
  },
  "signIn.mailSend": { en: "Send the link", fr: "Envoyer le lien" },
  "signIn.mailSent": {
    en: "If {email} is known here, a link is on its way. Look among the junk, too.",
    fr: "Si {email} est connue ici, un lien est en route. Regardez aussi dans les indésirables.",
  },
  "signIn.mailBack": { en: "Sign in with a password", fr: "Se connecter par mot de passe" },
} as const satisfies Record<string, Text>;
