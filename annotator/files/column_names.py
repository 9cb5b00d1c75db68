"""What columns are called, in the languages and tools that people bring, best first; as `plain` writes names."""


def _words(text: str) -> list[str]:
    return text.split()


TEXT_NAMES = _words("""
    text texts review_text reviewtext review_body review reviews content sentence body message comment
    comment_text document tweet tweet_text full_text fulltext clean_text utterance query question question_text
    prompt instruction input post selftext article abstract description sms email transcript transcription
    answer_text response feedback headline title subject summary sentence1 premise phrase paragraph passage
    caption short_description statement complaint consumer_complaint_narrative narrative note notes texte texto
    testo tekst metin teks satz inhalt nachricht kommentar beitrag rezension bewertungstext frage commentaire
    avis contenu description_du_produit reseña resena comentario mensaje contenido oración oracion frase
    recensione commento messaggio comentário mensagem conteúdo avaliação zin bericht reactie opinia treść tresc
    komentarz zdanie věta komentář recenze meddelande yorum cümle mesaj komentar ulasan kalimat текст отзыв
    комментарий сообщение коментар відгук 文本 内容 评论 句子 文字 テキスト 本文 文章 レビュー コメント 텍스트
    내용 리뷰 문장 댓글 نص النص טקסט κείμενο पाठ v2
""")
LABEL_NAMES = _words("""
    label label_name labels label_text class classes category categories sentiment intent intention
    emotion topic target gold gold_label truth ground_truth airline_sentiment coarse_label label_coarse
    fine_label label_fine class_index class_id label_id polarity stance tag tags genre answer_label annotation
    annotations y is_spam spam toxic toxicity is_toxic hate is_hate hate_speech offensive is_sarcastic rating
    stars star_rating star score overall review_rating class_name grade recommended included choice choices output_label
    subtask_a task_1 task1 klasse kategorie stimmung bewertung thema classe étiquette etiquette catégorie
    categorie note étoiles etiqueta clase categoría categoria sentimiento calificación etichetta valutazione
    rótulo sentimento nota klasa kategoria etykieta ocena wydźwięk třída štítek kategori etikett klass betyg
    etiket sınıf duygu puan kelas sentimen метка класс категория тональность оценка клас мітка категорія 标签
    类别 类目 分类 情感 评分 ラベル クラス カテゴリ カテゴリー 感情 評価 라벨 레이블 카테고리 감성 평점 تصنيف
    التصنيف תווית ετικέτα κατηγορία लेबल v1
""")
ID_NAMES = _words("""
    external_id item_id id uid uuid guid key doc_id docid document_id text_id textid review_id reviewid tweet_id
    tweetid comment_id post_id message_id sample_id example_id record_id row_id question_id qid idx sentence_id
    article_id ticket_id case_id asin_id kennung nummer identifiant identificador codice номер 编号 番号
""")
# Of no meaning here; that a first row has them says that it names the columns.
OTHER_NAMES = _words("""
    split source url link date time timestamp datetime created_at updated_at user username author name lang
    language age gender country city location file filename file_name path image annotator worker_id confidence
    probability lead_time product product_id productid brand price helpful helpfulness votes likes retweets
    unnamed:_0 index datum fecha data quelle sprache autor auteur 日期 дата
""")


def plain(name: str) -> str:
    """A name without case, spaces, hyphens and the mark of a byte order, as it is looked up here."""
    return "_".join(name.replace("\ufeff", "").replace("-", " ").replace("_", " ").casefold().split())


KNOWN_NAMES = {*TEXT_NAMES, *LABEL_NAMES, *ID_NAMES, *OTHER_NAMES}
