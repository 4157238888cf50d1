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
  "signIn.mailKnown": {
    en: "A link comes to your address by mail, perhaps after some minutes. Open it on this device, and this page goes on.",
    fr: "Un lien arrive par e-mail à votre adresse, parfois après quelques minutes. Ouvrez-le sur cet appareil, et cette page reprend.",
  },
  "signIn.mailSend": { en: "Send the link", fr: "Envoyer le lien" },
  "signIn.mailSent": {
    en: "If {email} is known here, a link is on its way. Look among the junk, too.",
    fr: "Si {email} est connue ici, un lien est en route. Regardez aussi dans les indésirables.",
  },
  "signIn.mailBack": { en: "Sign in with a password", fr: "Se connecter par mot de passe" },
  "signIn.againTitle": { en: "Your session has ended", fr: "Votre session a pris fin" },
  "signIn.againText": {
    en: "Sign in to go on. The page stays as it is: what you drew and typed is still there, and saving goes on by itself.",
    fr: "Connectez-vous pour continuer. La page reste telle quelle : ce que vous avez dessiné et écrit est toujours là, et l’enregistrement reprend tout seul.",
  },
  "signIn.againTab": {
    en: "Sign in another way, in a new tab; then come back here",
    fr: "Se connecter autrement, dans un nouvel onglet, puis revenir ici",
  },
  "signIn.otherTitle": { en: "{name} is signed in now", fr: "La session est maintenant celle de {name}" },
  "signIn.otherText": {
    en: "This page was {name}’s. What is not saved yet waits: go on, and it is saved in the name of {other}; or sign in as {name} again.",
    fr: "Cette page était celle de {name}. Ce qui n’est pas encore enregistré attend : continuez, et ce sera enregistré au nom de {other} ; ou reconnectez-vous en tant que {name}.",
  },
  "signIn.otherPlace": {
    en: "This page was {name}’s, in another workspace: {other} cannot save it. Sign in as {name} again to keep what is not saved.",
    fr: "Cette page était celle de {name}, dans un autre espace : {other} ne peut pas l’enregistrer. Reconnectez-vous en tant que {name} pour garder ce qui n’est pas enregistré.",
  },
  "signIn.otherOn": { en: "Go on as {other}", fr: "Continuer en tant que {other}" },
  "signIn.otherLeave": { en: "Leave the page as {other}", fr: "Quitter la page en tant que {other}" },
  "signIn.otherBack": { en: "Sign in as {name}", fr: "Se connecter en tant que {name}" },
} as const satisfies Record<string, Text>;
