package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/** Apache OpenNLP, {@code org.apache.opennlp:opennlp-tools}. Its models carry no name: each kind of tool is one. */
final class OpenNlp implements Declaration {

    @Override
    public Library library() {
        return new Library(
                        "opennlp",
                        "Apache OpenNLP",
                        "1.9 to 2.5",
                        Naming.NONE,
                        List.of(
                                tool("chunker.ChunkerME", "chunk"),
                                tool("doccat.DocumentCategorizerME", "categorize"),
                                tool("langdetect.LanguageDetectorME", "predictLanguage"),
                                tool("langdetect.LanguageDetectorME", "predictLanguages"),
                                tool("lemmatizer.LemmatizerME", "lemmatize"),
                                tool("namefind.NameFinderME", "find"),
                                tool("postag.POSTaggerME", "tag"),
                                tool("sentdetect.SentenceDetectorME", "sentDetect"),
                                tool("sentdetect.SentenceDetectorME", "sentPosDetect"),
                                tool("tokenize.TokenizerME", "tokenizePos")))
                .with(Engine.CPU);
    }

    private static Target tool(String type, String method) {
        return Target.inference(named("opennlp.tools." + type), method)
                .ofModel(type.substring(type.indexOf('.') + 1), "");
    }
}
