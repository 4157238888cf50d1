import type { Text } from "#engine/text.ts";

export const pictures = {
  "picture.silent": { en: "Picture without alternative text", fr: "Image sans texte alternatif" },
  "picture.broken": { en: "The picture cannot be shown.", fr: "L’image ne peut pas être affichée." },
  "video.label": { en: "Video", fr: "Vidéo" },
  "video.broken": { en: "The video cannot be played here.", fr: "La vidéo ne peut pas être lue ici." },
  "post.rest": { en: "What follows the post", fr: "La suite de la publication" },
  "post.part": { en: "Part {number} of {count}", fr: "Partie {number} sur {count}" },
  "post.reposts": { en: "Reposts", fr: "Repartage" },
  "post.visibility.unlisted": { en: "In no public timeline", fr: "Hors des fils publics" },
  "post.visibility.followers": { en: "Followers only", fr: "Abonnés seulement" },
  "post.all": { en: "See more", fr: "Voir plus" },
  "post.less": { en: "See less", fr: "Voir moins" },
  "post.comment": { en: "First comment", fr: "Premier commentaire" },
  "delivery.state.published": { en: "Published", fr: "Publié" },
  "delivery.account": { en: "Account", fr: "Compte" },
} as const satisfies Record<string, Text>;
