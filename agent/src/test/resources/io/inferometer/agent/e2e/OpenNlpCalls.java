package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageSample;
import opennlp.tools.langdetect.Language;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.postag.POSSample;
import opennlp.tools.postag.POSTaggerFactory;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorFactory;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceSample;
import opennlp.tools.tokenize.TokenSample;
import opennlp.tools.tokenize.TokenizerFactory;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.Span;
import opennlp.tools.util.TrainingParameters;

/** Trains a model of each kind on a handful of sentences, and calls it in every way there is. */
public class OpenNlpCalls {

    private static final int TIMES = 20;
    private static final String[] WORDS = {"Anna", "pays", "the", "bill"};
    private static final ModelBooks BOOKS = new ModelBooks();
    private static final TrainingParameters QUICK = TrainingParameters.defaultParams();

    public static void main(String[] arguments) throws Exception {
        QUICK.put(TrainingParameters.CUTOFF_PARAM, "1");
        QUICK.put(TrainingParameters.ITERATIONS_PARAM, "5");
        DocumentCategorizerME categorizer = new DocumentCategorizerME(DocumentCategorizerME.train(
                "en",
                many(new DocumentSample("money", WORDS), new DocumentSample("rain", new String[] {"it", "rains"})),
                QUICK,
                new DoccatFactory()));
        TokenizerME tokenizer = new TokenizerME(TokenizerME.train(
                many(new TokenSample("it rains", new Span[] {new Span(0, 2), new Span(3, 8)}),
                        new TokenSample("no, sir", new Span[] {new Span(0, 2), new Span(2, 3), new Span(4, 7)})),
                new TokenizerFactory("en", null, false, null),
                QUICK));
        NameFinderME finder = new NameFinderME(NameFinderME.train(
                "en",
                "person",
                many(new NameSample(WORDS, new Span[] {new Span(0, 1, "person")}, false)),
                QUICK,
                new TokenNameFinderFactory()));
        POSTaggerME tagger = new POSTaggerME(POSTaggerME.train(
                "en",
                many(new POSSample(WORDS, new String[] {"N", "V", "D", "N"})),
                QUICK,
                new POSTaggerFactory()));
        SentenceDetectorME detector = new SentenceDetectorME(SentenceDetectorME.train(
                "en",
                many(new SentenceSample("It rains at 3.15 h. Anna pays.", new Span(0, 19), new Span(20, 30))),
                new SentenceDetectorFactory("en", true, null, null),
                QUICK));
        LanguageDetectorME languages = new LanguageDetectorME(LanguageDetectorME.train(
                many(new LanguageSample(new Language("eng"), "it rains in the street"),
                        new LanguageSample(new Language("deu"), "es regnet auf der Strasse")),
                QUICK,
                new LanguageDetectorFactory()));
        for (int i = 0; i < TIMES; i++) {
            BOOKS.call("opennlp/DocumentCategorizerME", 0, () -> categorizer.categorize(WORDS));
            BOOKS.call("opennlp/DocumentCategorizerME", 0, () -> categorizer.categorize(WORDS, Map.of()));
            BOOKS.call("opennlp/TokenizerME", 0, () -> tokenizer.tokenize("it rains, sir"));
            BOOKS.call("opennlp/TokenizerME", 0, () -> tokenizer.tokenizePos("it rains, sir"));
            BOOKS.call("opennlp/NameFinderME", 0, () -> finder.find(WORDS));
            BOOKS.call("opennlp/NameFinderME", 0, () -> finder.find(WORDS, new String[4][0]));
            BOOKS.call("opennlp/POSTaggerME", 0, () -> tagger.tag(WORDS));
            BOOKS.call("opennlp/POSTaggerME", 0, () -> tagger.tag(WORDS, null));
            BOOKS.call("opennlp/POSTaggerME", 0, () -> tagger.tag(2, WORDS));
            BOOKS.call("opennlp/SentenceDetectorME", 0, () -> detector.sentDetect("It rains. Anna pays."));
            BOOKS.call("opennlp/SentenceDetectorME", 0, () -> detector.sentPosDetect("It rains. Anna pays."));
            BOOKS.call("opennlp/LanguageDetectorME", 0, () -> languages.predictLanguage("it rains"));
            BOOKS.call("opennlp/LanguageDetectorME", 0, () -> languages.predictLanguages("it rains"));
        }
        BOOKS.refused("opennlp/NameFinderME", 0, () -> finder.find(null));
        BOOKS.print();
        System.in.read();
    }

    @SafeVarargs
    private static <T> ObjectStream<T> many(T... samples) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Collections.addAll(all, samples);
        }
        return ObjectStreamUtils.createObjectStream(all);
    }
}
