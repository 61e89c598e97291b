package plugin;

import application.TribuoCalls;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/**
 * A model of three classes, each of which overrides the method and calls the one above; the uppermost calls another model. The
 * compiler adds methods for the narrower result and for the interface's type parameter.
 */
public class OwnModel extends CheckedModel implements TribuoCalls.Scorer<Example<Label>> {

    public OwnModel(Model<Label> inner) {
        super(inner);
    }

    @Override
    public OwnPrediction predict(Example<Label> example) {
        return new OwnPrediction(super.predict(example), example);
    }
}

class OwnPrediction extends Prediction<Label> {

    OwnPrediction(Prediction<Label> other, Example<Label> example) {
        super(other, other.getNumActiveFeatures(), example);
    }
}

class CheckedModel extends WrappedModel {

    CheckedModel(Model<Label> inner) {
        super(inner);
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        if (example.size() == 0) {
            throw new IllegalStateException("an example without features");
        }
        return super.predict(example);
    }
}

class WrappedModel extends Model<Label> {

    private final Model<Label> inner;

    WrappedModel(Model<Label> inner) {
        super("", inner.getProvenance(), inner.getFeatureIDMap(), inner.getOutputIDInfo(), inner.generatesProbabilities());
        this.inner = inner;
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        return inner.predict(example);
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int count) {
        return inner.getTopFeatures(count);
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return inner.getExcuse(example);
    }

    @Override
    protected Model<Label> copy(String name, ModelProvenance provenance) {
        OwnModel copy = new OwnModel(inner);
        copy.setName(name);
        return copy;
    }
}
